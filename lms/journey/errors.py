"""What can go wrong on the way, each with the sentence a resident reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.learners.errors import CardClosed


class JourneyError(Exception):
    """A step that is not to be had; ``for_resident`` says what to do."""

    for_resident: str | Promise = _(
        "This did not work. Please go back and try once more."
    )


class AgreementTakenBack(CardClosed, JourneyError):
    """Nothing new may be learnt with this card."""


class LessonHasNoQuiz(JourneyError):
    for_resident = _(
        "This lesson has no questions. Press “Yes, done” when you have read it."
    )


class LessonHasQuiz(JourneyError):
    for_resident = _("This lesson is done once its questions are answered.")
