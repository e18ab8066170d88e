"""What each resident has done, and the programmes it is done for."""

from lms.progress.models.completions import (
    Completion,
    Confirmation,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    ProgrammeCompletion,
)
from lms.progress.models.programmes import Programme, ProgrammeVersion

__all__ = [
    "Completion",
    "Confirmation",
    "CourseCompletion",
    "Enrolment",
    "LessonCompletion",
    "Programme",
    "ProgrammeCompletion",
    "ProgrammeVersion",
]
