"""What a resident's own screens show, read in a few queries."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from courses.models import CoursePage, LessonPage
from lms.certificates.models import Certificate
from lms.learners.models import Learner
from lms.progress.models import LessonCompletion
from lms.progress.reading import Way, ways_of
from quizzes.models import Attempt


@dataclass
class LessonLine:
    lesson: LessonPage
    done: bool


@dataclass
class CourseLine:
    """A course with its lessons, as far as one resident has come."""

    course: CoursePage
    lines: list[LessonLine] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def next_lesson(self) -> LessonPage | None:
        return next((line.lesson for line in self.lines if not line.done), None)


@dataclass
class ProgrammeLine:
    """A programme in the language of the screen, as far as one resident has come."""

    way: Way
    title: str
    audience: str


@dataclass
class Passbook:
    """All that a resident has done, and what comes next."""

    courses: list[CourseLine]
    certificates: list[Certificate]

    @property
    def next_lesson(self) -> LessonPage | None:
        """Return the next lesson of the course furthest on, else of the first one."""
        open_courses = [line for line in self.courses if line.next_lesson]
        furthest = max(open_courses, key=lambda line: line.percent, default=None)
        return furthest.next_lesson if furthest else None

    @property
    def begun(self) -> bool:
        return any(line.done for line in self.courses)


def passbook_of(learner: Learner) -> Passbook:
    """Return the resident's courses in the language of the screen, and certificates."""
    done = set(learner.lesson_completions.values_list("lesson_key", flat=True))
    here = {"locale__language_code": get_language()}
    courses = CoursePage.objects.live().filter(**here).order_by("path")
    lines = {course.path: CourseLine(course) for course in courses}
    for lesson in LessonPage.objects.live().filter(**here).order_by("path"):
        line = lines.get(lesson.path[: -LessonPage.steplen])
        if line:
            line.lines.append(LessonLine(lesson, lesson.translation_key in done))
    certificates = learner.certificates.order_by("-issued_at", "-pk")
    with_lessons = [line for line in lines.values() if line.total]
    return Passbook(with_lessons, list(certificates))


def programmes_of(learner: Learner, *, on: date) -> list[ProgrammeLine]:
    """Return the programmes that are meant for a resident, or that they completed."""
    ways = ways_of(learner, on=on)
    language = get_language()
    named = ((way, way.version.programme) for way in ways)
    return [
        ProgrammeLine(way, it.title_in(language), it.audience_in(language))
        for way, it in named
    ]


def lesson_named(key: UUID) -> LessonPage | None:
    """Return the live lesson in the language of the screen, else in any language."""
    lessons = LessonPage.objects.live().filter(translation_key=key)
    lesson = lessons.select_related("quiz", "locale").first()
    return lesson and lesson.in_language(get_language())


def completion_of(learner: Learner, lesson: LessonPage) -> LessonCompletion | None:
    """Return the fact that the resident completed the lesson, if it is one."""
    key = lesson.translation_key
    return learner.lesson_completions.filter(lesson_key=key).first()


def certificates_after(attempt: Attempt) -> list[Certificate]:
    """Return the certificates that this attempt brought."""
    issued = Certificate.objects.filter(issued_at=attempt.handed_in_at)
    return list(issued.filter(learner=attempt.learner).order_by("pk"))
