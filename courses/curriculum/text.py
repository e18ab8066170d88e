"""What the text files of the curriculum hold, once they are read."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Fault:
    """A place in a file, and the sentence that says how to mend it."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass
class TextFile:
    """A file taken apart: the facts at its top, and the lines below them."""

    path: Path
    shown: str  # the path as a trainer sees it
    facts: dict[str, str] = field(default_factory=dict)
    fact_lines: dict[str, int] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    readable: bool = False

    def fault(self, line: int, sentence: str) -> None:
        self.faults.append(Fault(self.shown, line, sentence))

    def line_of(self, fact: str) -> int:
        return self.fact_lines.get(fact, 1)


@dataclass
class BlockText:
    """One block of a lesson: its kind, and its value with file names for pictures."""

    kind: str
    line: int
    value: dict[str, Any]

    @property
    def pictures(self) -> list[str]:
        steps = self.value.get("steps", [])
        named = [self.value.get("image"), *(step["picture"] for step in steps)]
        return [name for name in named if name]


@dataclass
class LessonText:
    file: TextFile
    title: str
    outcome: str
    summary: str
    minutes: int
    skills: str
    core_skill: int
    checked_on: date | None
    review_by: date | None
    picture: str
    picture_alt: str
    blocks: list[BlockText]


@dataclass
class ChoiceText:
    line: int
    text: str
    right: bool = False
    feedback: str = ""


@dataclass
class QuestionText:
    line: int
    key: str
    kind: str
    read: str = ""
    text: str = ""
    choices: list[ChoiceText] = field(default_factory=list)
    explanation: str = ""


@dataclass
class QuizText:
    file: TextFile
    title: str
    pass_percent: int
    questions: list[QuestionText]


@dataclass
class CourseText:
    file: TextFile
    title: str
    audience: str
    introduction: str
    picture: str
    picture_alt: str


@dataclass
class HomeText:
    file: TextFile
    title: str
    lead: str


@dataclass
class LessonFolder:
    """A lesson in its languages, with its quiz and its drawings."""

    code: str
    path: Path
    lessons: dict[str, LessonText] = field(default_factory=dict)
    quizzes: dict[str, QuizText] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class CourseFolder:
    code: str
    path: Path
    courses: dict[str, CourseText] = field(default_factory=dict)
    lessons: list[LessonFolder] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Curriculum:
    path: Path
    homes: dict[str, HomeText] = field(default_factory=dict)
    courses: list[CourseFolder] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)  # those of the home page

    @property
    def all_faults(self) -> list[Fault]:
        """Return every fault, course by course."""
        folders = [(course, *course.lessons) for course in self.courses]
        below = [fault for group in folders for each in group for fault in each.faults]
        return [*self.faults, *below]
