"""The next step of somebody who is left, for the helper who sits beside them."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import CoursePage, LessonPage
from lms.learners.models import Learner
from lms.progress.models import Programme

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
    """The courses that somebody has to complete, in the order of the curriculum."""

    courses: list[Course]

    @classmethod
    def of(cls, programme: Programme | None) -> "Programmed":
        """Return the courses of a programme, or all there are: two queries.

        Titles are in the language on screen, else in one there is.
        """
        pages = CoursePage.objects.live()
        if programme:
            pages = pages.filter(translation_key__in=programme.course_keys)
        courses: dict[UUID, Course] = {}
        by_path: dict[str, Course] = {}
        for path, key, title in _named(pages):
            course = by_path[path] = courses.setdefault(key, Course(key, title))
            course.title = title
        for path, key, title in _named(LessonPage.objects.live()):
            if of_course := by_path.get(path[: -LessonPage.steplen]):
                of_course.lessons[key] = title
        return cls([each for each in courses.values() if each.lessons])

    def next_step(
        self, learner: Learner, lessons: Keys, begun: Keys, done: Keys
    ) -> Step:
        """Return what comes next for somebody who did these lessons and courses."""
        open_courses = [each for each in self.courses if each.key not in done]
        if not open_courses:
            return Step(_("Everything is done: count the commune again."), "retry")
        if not lessons and not begun and not done:
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


def on_the_list() -> Step:
    """Return what comes next for somebody who only stands on a list."""
    says = _("Read the agreement aloud. Who agrees is registered and gets the card.")
    return Step(says, "card")


def _named(pages: QuerySet) -> list[tuple[str, UUID, str]]:
    """Return path, key and title of pages; those in the screen's language last."""
    names = ("path", "translation_key", "title")
    rows = pages.order_by("path").values_list(*names, "locale__language_code")
    here_last = sorted(rows, key=lambda row: row[3] == get_language())
    return [row[:3] for row in here_last]


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
