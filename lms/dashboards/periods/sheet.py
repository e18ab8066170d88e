"""A report as it is shown: on screen, in print, outside its commune in fives."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.dashboards.figures import (
    ADULTS,
    CERTIFICATES,
    CERTIFIED,
    HOW,
    REGISTERED,
    SHARE,
    STARTED,
    Column,
    Figure,
    Share,
    grouped,
)
from lms.dashboards.periods.content import Content, Difference
from lms.dashboards.periods.fives import told_outside

NEW = (
    Column("new-registered", _("Newly registered")),
    Column("new-certified", _("Newly with a certificate")),
)
INSIDE = (ADULTS, REGISTERED, STARTED, CERTIFIED, SHARE, *NEW, CERTIFICATES, *HOW)
OF_COURSES = ("started", "completed", "new-completed")
OUTSIDE = (ADULTS, REGISTERED, STARTED, CERTIFIED, SHARE)


@dataclass(frozen=True)
class AtLeast(Figure):
    """A count told in whole fives: so many at least, and four more at most."""

    def __str__(self) -> str:
        if self.number is None:
            return super().__str__()
        return f"{grouped(self.number)}+" if self.number else "<5"


def told_figure(key: str, number: int | None) -> Figure:
    """Return a figure as it is told outside its commune.

    A share of nought is of none to four: beside "<5" it would read as none.
    """
    if key == "share":
        return Share(number, hidden=number == 0)
    return Figure(number) if key == "adults" else AtLeast(number)


@dataclass(frozen=True)
class Cell:
    """One figure, and by how much it differs from the last accepted report."""

    figure: Figure
    since: int | None = None

    @property
    def change(self) -> str:
        return f"{self.since:+d}".replace("-", "−") if self.since else ""


@dataclass(frozen=True)
class Row:
    place: dict[str, Any]
    cells: list[Cell]


class Sheet:
    """A report's figures in rows; ``previous`` is what it is compared with."""

    def __init__(
        self, content: Content, previous: Content | None = None, *, outside: bool
    ) -> None:
        told = told_outside if outside else (lambda whole: whole)
        self.content = told(content)
        self.previous = told(previous) if previous else None
        self.outside = outside
        self.columns = OUTSIDE if outside else INSIDE

    @property
    def rows(self) -> list[Row]:
        return [self._row(each) for each in self.content["places"]]

    @property
    def total(self) -> Row:
        return self._row(self.content["total"])

    @property
    def courses(self) -> list[tuple[str, list[Cell]]]:
        """Return each course with how many began, completed, and completed newly."""
        total, earlier = self.content["total"], self._earlier(self.content["total"])
        return [
            (
                self.course_title(pk),
                [self._cell(f"{key}-{pk}", total, earlier) for key in OF_COURSES],
            )
            for pk in self.course_keys
        ]

    @property
    def completions(self) -> list[tuple[dict[str, Any], list[Cell]]]:
        """Return each hamlet with how many there completed each course."""
        return [
            (
                place,
                [self._cell(f"completed-{pk}", place, None) for pk in self.course_keys],
            )
            for place in self.content["places"]
        ]

    @property
    def course_keys(self) -> list[str]:
        courses = self.content["courses"]
        return sorted(courses, key=lambda pk: (courses[pk]["code"], pk))

    def course_title(self, pk: str) -> str:
        """Return the course's title in the language of the screen, else in another."""
        words = self.content["courses"].get(pk, {})
        return words.get(_language()) or words.get("vi") or words.get("code") or pk[:8]

    def _row(self, place: dict[str, Any]) -> Row:
        earlier = self._earlier(place)
        return Row(place, [self._cell(c.key, place, earlier) for c in self.columns])

    def _earlier(self, place: dict[str, Any]) -> dict[str, Any] | None:
        if self.previous is None:
            return None
        places = [*self.previous["places"], self.previous["total"]]
        return next((each for each in places if each["id"] == place["id"]), None)

    def _cell(
        self, key: str, place: dict[str, Any], earlier: dict[str, Any] | None
    ) -> Cell:
        number = place["figures"].get(key)
        was = earlier["figures"].get(key) if earlier else None
        known = None not in (number, was) and not key.startswith("new-")
        return Cell(self._figure(key, number, place), number - was if known else None)

    def _figure(self, key: str, number: int | None, place: dict[str, Any]) -> Figure:
        if self.outside:
            return told_figure(key, number)
        if key == "share":
            return Share(number, some=(place["figures"].get("covered") or 0) > 0)
        return Figure(number)

    def says(self, each: Difference) -> str:
        """Return what a difference is about, in the language of the screen."""
        kind, _dash, pk = each.key.partition("-")
        if each.key.startswith("new-completed-"):
            kind, pk = "new-completed", each.key.removeprefix("new-completed-")
        if kind in COURSE_WORDS:
            return str(COURSE_WORDS[kind]) % {"course": self.course_title(pk)}
        return str(NAMES.get(each.key, each.key))


COURSE_WORDS = {
    "started": _("%(course)s: have begun"),
    "completed": _("%(course)s: completed"),
    "new-completed": _("%(course)s: newly completed"),
}
NAMES = {column.key: column.label for column in INSIDE} | {
    "completed": _("Completed a course"),
    "certified_adults": _("Adults with a certificate"),
    "new-started": _("Newly begun"),
    "new-completed": _("Newly completed a course"),
    "new-certificates": _("New certificates"),
}


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "vi"
