"""Whoever of a family is killed, and in whatever order: nobody is left behind."""

import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest
from django.conf import settings

# A supervisor, the program it keeps, and the program's child, which only waits.
SUPERVISOR = """
import sys
from pathlib import Path
from lms.jobs.supervisor import Program, Supervisor
program = Program("It", [sys.executable, "-c", sys.argv[1]], {})
Supervisor([program], Path.cwd()).run()
"""
PROGRAM = """
import os, time
child = os.fork()
if child:
    print(os.getppid(), os.getpid(), child, flush=True)
time.sleep(60)
"""
FAMILY = ["supervisor", "program", "child"]


@pytest.fixture
def family():
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, PROGRAM],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
    )
    with process:
        pids = dict(
            zip(FAMILY, map(int, process.stdout.readline().split()), strict=True)
        )
        yield pids
        for pid in pids.values():
            kill(pid)
        process.kill()


def kill(pid, number=signal.SIGKILL):
    if runs(pid):
        os.kill(pid, number)


def runs(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def wait_for(happened, seconds=10):
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize(
    "victims",
    [
        victims
        for number in (1, 2)
        for victims in permutations(FAMILY, number)
        if "supervisor" in victims
    ],
    ids=" then ".join,
)
def test_nobody_outlives_a_killed_supervisor(family, victims):
    for victim in victims:
        kill(family[victim])

    wait_for(lambda: not any(runs(pid) for pid in family.values()))


def test_a_program_that_hangs_does_not_outlive_it_either(family):
    kill(family["program"], signal.SIGSTOP)
    kill(family["child"], signal.SIGSTOP)

    kill(family["supervisor"])

    wait_for(lambda: not any(runs(pid) for pid in family.values()))


def test_what_a_killed_program_left_ends_before_it_is_started_again(family):
    kill(family["program"])

    wait_for(lambda: not runs(family["child"]))
    assert runs(family["supervisor"])
