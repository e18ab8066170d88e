"""The next step of somebody who is left, for the helper who sits beside them."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import CoursePage, LessonPage
from lms.learners.models import Learner
from lms.progress.rules import Of, Rule

Keys = AbstractSet[UUID]


@dataclass(frozen=True)
class Step:
    """What to do next, in words; an icon says of which kind it is."""

    says: str
    icon: str


@dataclass
class Course:
    """A course by its names only: nothing of what stands in its lessons is read."""

    key: UUID
    title: str
    lessons: dict[UUID, str] = field(default_factory=dict)

    def missing(self, done: Keys) -> list[str]:
        return [title for key, title in self.lessons.items() if key not in done]


@dataclass
class Programmed:
    """The courses that somebody has to complete, in the order of the curriculum.

    Where a programme is put together of core skills: of each course the lessons that
    bear one, and ``skills`` says which.
    """

    courses: list[Course]
    skills: dict[UUID, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: Rule | None) -> "Programmed":
        """Return the courses that a rule takes, or all there are: two queries.

        Titles are in the language on screen, else in one there is.
        """
        pages, lessons = CoursePage.objects.live(), LessonPage.objects.live()
        by_skill = rule and rule.of == Of.SKILLS
        if rule and by_skill:
            lessons = lessons.filter(core_skill__in=rule.keys)
        elif rule:
            pages = pages.filter(translation_key__in=rule.keys)
        courses: dict[UUID, Course] = {}
        by_path: dict[str, Course] = {}
        for path, key, title in _named(pages):
            course = by_path[path] = courses.setdefault(key, Course(key, title))
            course.title = title
        skills = {}
        for path, key, title, skill in _named(lessons, "core_skill"):
            if of_course := by_path.get(path[: -LessonPage.steplen]):
                of_course.lessons[key] = title
                skills[key] = skill
        found = [each for each in courses.values() if each.lessons]
        return cls(found, skills if by_skill else {})

    def next_step(
        self, learner: Learner, lessons: Keys, begun: Keys, done: Keys
    ) -> Step:
        """Return what comes next for somebody who did these lessons and courses."""
        nothing_yet = not lessons and not begun and not done
        if self.skills and not nothing_yet:
            return self._next_skill(lessons)
        open_courses = [each for each in self.courses if each.key not in done]
        if not open_courses:
            return Step(_("Everything is done: count the commune again."), "retry")
        if nothing_yet:
            return _first_step(learner, open_courses[0])
        started = [
            e for e in open_courses if e.key in begun or e.lessons.keys() & lessons
        ]
        if started:
            return _go_on(
                min(started, key=lambda it: len(it.missing(lessons))), lessons
            )
        words = {"course": open_courses[0].title}
        return Step(_("Begin the course “%(course)s”.") % words, "next")

    def _next_skill(self, lessons: Keys) -> Step:
        """Return the first lesson there is of a core skill that is still missing."""
        done = {self.skills[key] for key in lessons & self.skills.keys()}
        for course in self.courses:
            for key, title in course.lessons.items():
                if self.skills[key] not in done:
                    words = {"lesson": title, "course": course.title}
                    says = _(
                        "Do the lesson “%(lesson)s” (%(course)s), for a core skill "
                        "that is still missing."
                    )
                    return Step(says % words, "lesson")
        return Step(_("Everything is done: count the commune again."), "retry")


def on_the_list() -> Step:
    """Return what comes next for somebody who only stands on a list."""
    says = _("Read the agreement aloud. Who agrees is registered and gets the card.")
    return Step(says, "card")


def _named(pages: QuerySet, *more: str) -> list[tuple[Any, ...]]:
    """Return path, key, title and more; those in the screen's language last."""
    names = ("path", "translation_key", "title", *more)
    rows = pages.order_by("path").values_list(*names, "locale__language_code")
    here_last = sorted(rows, key=lambda row: row[-1] == get_language())
    return [row[:-1] for row in here_last]


def _first_step(learner: Learner, course: Course) -> Step:
    words = {"course": course.title}
    if learner.user.last_login is None:
        says = _("Hand over the card, then begin the course “%(course)s”.")
        return Step(says % words, "card")
    return Step(_("Begin the course “%(course)s”.") % words, "next")


def _go_on(course: Course, lessons: Keys) -> Step:
    missing = course.missing(lessons)
    if not missing:
        says = _("Open a lesson of “%(course)s” once more, so that it is counted.")
        return Step(says % {"course": course.title}, "retry")
    words = {"lesson": missing[0], "course": course.title}
    done = len(course.lessons) - len(missing)
    words |= {"done": str(done), "all": str(len(course.lessons))}
    says = _("Do the lesson “%(lesson)s” (%(course)s, %(done)s of %(all)s done).")
    return Step(says % words, "lesson")
