"""CPU seconds of running processes, read from /proc."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
FIRST, LAST = 11, 15  # utime, stime and those of children that have ended
PROC = Path("/proc")


@dataclass(frozen=True)
class Family:
    """A process and all that it started."""

    pid: int

    def seconds(self) -> float:
        """Return the CPU seconds of all members, ended ones included."""
        return sum(_ticks(pid) for pid in _members(self.pid)) / TICKS


def _members(pid: int) -> Iterator[int]:
    yield pid
    for file in PROC.glob(f"{pid}/task/*/children"):
        for child in file.read_text().split():
            yield from _members(int(child))


def _ticks(pid: int) -> int:
    try:
        line = (PROC / str(pid) / "stat").read_text()
    except FileNotFoundError:  # it has ended since
        return 0
    after_name = line.rpartition(")")[2].split()
    return sum(map(int, after_name[FIRST:LAST]))


class Used:
    """How much CPU each family used inside a ``with`` block. Units: seconds."""

    def __init__(self, families: dict[str, Family]) -> None:
        self.families = families
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> "Used":
        self.before = self._now()
        return self

    def __exit__(self, *problem: object) -> None:
        after = self._now()
        self.seconds = {name: after[name] - self.before[name] for name in after}

    def _now(self) -> dict[str, float]:
        return {name: family.seconds() for name, family in self.families.items()}
