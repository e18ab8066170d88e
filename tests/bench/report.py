"""Writes the figures of a run down, each beside its goal."""

import os
import platform
import re
import subprocess
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.browser import View
from tests.bench.lessons import EMPTY, KEPT, Cost
from tests.bench.measuring import Figures
from tests.bench.officers import Look
from tests.bench.quizzes import Sitting
from tests.bench.scaling import Scale
from tests.servers import newest_programs

SCALE_GOALS = (
    "1,500 hamlets in 148 communes. Goals with 1,000,000 learners: the commune's page "
    "100 ms and 20 queries, who is left 150 ms, the province's page 150 ms, a full "
    "rebuild 300 s."
)
PARTS = ("django", "wagtail", "granian", "psycopg")


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def servers() -> str:
    """Return the versions of PostgreSQL and Redis that the run starts."""
    told = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for command in (
            [newest_programs() / "postgres", "--version"],
            ["redis-server", "-v"],
        )
    ]
    numbers = [re.search(r"\d+(\.\d+)+", each)[0] for each in told]
    return "PostgreSQL {}, Redis {}".format(*numbers)


def written(found: Figures, day: date) -> str:
    """Return the page `docs/benchmarks.md`."""
    parts = [head(day), weights(found.views), lessons(found.costs)]
    return "\n\n".join([*parts, quizzes(found), others(found)]) + "\n"


def head(day: date, measured_by: str = "bench") -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PARTS)
    return (
        "# Benchmarks\n\n"
        f"Measured {day:%d/%m/%Y} by `make {measured_by}` on {os.cpu_count()} cores of "
        f"{processor()}, Python {platform.python_version()}, {versions}, {servers()}; "
        f"load of the machine at the end {os.getloadavg()[2]:.1f} (15 minutes). "
        "PostgreSQL "
        "(durable, as it comes), Redis and granian with two workers run on the same "
        "cores as whoever asks. Seconds of the clock move with whatever else the "
        "machine does; CPU and ratios inside one run hold."
    )


def row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def table(heads: list[str], rows: list[str]) -> str:
    return "\n".join([row(*heads), row(*["---"] * len(heads)), *rows])


def weights(views: list[View]) -> str:
    """Bytes as Chromium received them, heads of the answers included."""
    rows = [
        row(
            view.path,
            view.first.without_pictures,
            view.first.requests,
            view.whole.bytes,
            view.whole.requests,
            f"{view.slow_paint_ms / 1000:.1f}",
        )
        for view in views
    ]
    heads = ["Lesson", "first view without pictures (bytes)", "requests"]
    heads += ["whole lesson (bytes)", "requests", "first text on slow 3G (s)"]
    goals = (
        "Goals: 14,336 bytes, 61,440 bytes, 2 s. "
        "To beat: 68 KB and 9 requests (a plain Wagtail page)."
    )
    return f"## The first view of a lesson\n\n{table(heads, rows)}\n\n{goals}"


def lessons(costs: dict[str, Cost]) -> str:
    empty = costs[EMPTY].per_second
    rows = [
        row(
            name,
            f"{cost.per_second:.0f}",
            f"{cost.per_second / empty:.2f}",
            f"{cost.cpu:.2f}",
        )
        for name, cost in costs.items()
    ]
    heads = ["Request", "a second", "of the empty view", "CPU ms each, all processes"]
    goals = (
        f"Goals for *{KEPT}*: at least 0.70 of the empty view, at most 5 ms. "
        "To beat: 33 ms CPU a page."
    )
    return f"## A lesson on the server\n\n{table(heads, rows)}\n\n{goals}"


def quizzes(found: Figures) -> str:
    heads = ["Stored before", *[f"{step.name} a second" for step in found.few.steps]]
    heads += ["whole attempts a second", "CPU s an attempt"]
    rows = [sitting(0, found.few), sitting(found.stored, found.many)]
    ratio = found.many.step("hand in").cpu_in_all / found.few.step("hand in").cpu_in_all
    words = (
        "Eight at a time; an attempt is start, paper, hand-in and result. "
        f"CPU of a hand-in grew by a factor of {ratio:.2f}. Acknowledged and not "
        f"found afterwards, once, with its completion: {found.lost}. "
        "Goal: 100 hand-ins a second. To beat: 10.5 attempts/s and 0.09 s CPU "
        "(Kolibri), 2.3/s and 0.52 s (Moodle)."
    )
    return f"## A quiz\n\n{table(heads, rows)}\n\n{words}"


def sitting(stored: int, done: Sitting) -> str:
    rates = [f"{step.per_second:.0f}" for step in done.steps]
    cpu = f"{done.cpu_in_all / 1000:.3f}"
    return row(stored, *rates, f"{done.attempts_per_second:.1f}", cpu)


def others(found: Figures) -> str:
    rows = [
        look("Commune of 30 hamlets, little stored", found.commune_few),
        look(f"the same, {found.stored} attempts stored", found.commune_many),
        look("Province", found.province),
    ]
    heads = ["Page of figures", "queries", "median ms", "CPU ms"]
    drawn = (
        f"Certificates drawn and signed on one core: {found.certificates:.0f} "
        "a CPU second (goal: 20)."
    )
    return f"## Officers, certificates\n\n{table(heads, rows)}\n\n{drawn}"


def look(name: str, found: Look) -> str:
    return row(name, found.queries, f"{found.median_ms:.0f}", f"{found.cpu_ms:.0f}")


def scale(found: list[Scale]) -> str:
    """Return the page `docs/benchmarks-scale.md`: the sizes side by side."""
    heads = ["", *[f"{each.learners:,} learners" for each in found]]
    rows = [
        row("courses completed", *[f"{each.completions:,}" for each in found]),
        row("made in (s)", *[f"{each.made:.0f}" for each in found]),
        row("all roll-ups rebuilt in (s)", *[f"{each.rebuilt:.1f}" for each in found]),
        row("roll-ups that differ then", *[each.differing for each in found]),
        row(
            "one lesson more, counted in (s)",
            *[_hundredths(e.brought_up) for e in found],
        ),
    ]
    for page in found[0].pages:
        rows.append(row(f"{page}: queries", *[each.pages[page][0] for each in found]))
        times = [f"{each.pages[page][1]:.0f}" for each in found]
        rows.append(row(f"{page}: median ms", *times))
    day = datetime.now().astimezone().date()
    parts = [head(day, "bench-scale"), table(heads, rows), SCALE_GOALS]
    return "\n\n".join(parts) + "\n"


def _hundredths(number: float) -> str:
    return f"{number:.2f}"
