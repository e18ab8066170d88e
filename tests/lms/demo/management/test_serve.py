"""The embedded mode as an operator meets it: started, hurt and stopped for real."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests.servers import free_port


@pytest.fixture
def site(database, tmp_path):
    """A site of its own, its database migrated; everything it started ends with it."""
    shutil.copyfile(database.file, tmp_path / "hocso.sqlite3")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text(
        '{"paths": {}, "version": "1.1", "hash": ""}'
    )
    site = Site(tmp_path, free_port())
    yield site
    site.kill_all()


class Site:
    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.log = folder / "log"

    def start(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--workers", "1"],
                cwd=settings.ROOT,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _environment(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TEST_")}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "lms.settings.embedded",
            "DATA_DIR": str(self.folder),
            "PORT": str(self.port),
        }

    def ready(self):
        try:
            address = f"http://127.0.0.1:{self.port}/readyz"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return json.load(answer)
        except OSError:  # not yet, or just then
            return None

    def wait_for(self, happened, seconds=60):
        until = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < until, self.log.read_text()[-3000:]
            time.sleep(0.2)

    def family(self):
        """Return the process ids that belong to this site, by their environment."""
        mark = f"DATA_DIR={self.folder}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
            except OSError:
                continue
        return found

    def kill_all(self):
        for pid in self.family():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


def test_it_serves_recovers_and_ends_without_a_trace(site):
    site.start()
    site.wait_for(site.ready)
    assert set(site.ready().values()) == {"ok"}
    site.wait_for(lambda: "Học Số" in site.log.read_text())

    first = set(site.family())
    [worker] = filter(is_worker, children(site.process.pid))
    for pid in children(worker):  # the beat is one of them: Celery would go on without
        os.kill(pid, signal.SIGKILL)
    site.wait_for(lambda: "starting it again" in site.log.read_text())
    site.wait_for(lambda: len(set(site.family()) - first) >= 4)

    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(60) == 0
    site.wait_for(lambda: site.family() == [])


def test_nothing_is_left_when_it_is_killed_with_its_programs(site):
    site.start()
    site.wait_for(site.ready)
    orphans = set(site.family()) - {site.process.pid, *children(site.process.pid)}
    assert len(orphans) >= 4  # a web worker, two that do jobs, and the beat

    for pid in [site.process.pid, *children(site.process.pid)]:
        os.kill(pid, signal.SIGKILL)
    site.process.wait()
    site.wait_for(lambda: site.family() == [], seconds=10)

    site.start()
    site.wait_for(site.ready)


def test_a_port_in_use_gets_a_sentence(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", site.port))
        taken.listen()
        site.start()
        assert site.process.wait(30) == 1

    told = site.log.read_text()
    assert f"make run PORT={site.port + 1}" in told
    assert "Traceback" not in told


def is_worker(pid):
    return b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes()


def children(pid):
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
