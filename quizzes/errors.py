"""What can go wrong with a quiz, each with the sentence that a person reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class QuizError(Exception):
    """A rule of quizzes that was broken; ``for_resident`` says what to do."""

    for_resident: str | Promise = _("This did not work. Please go back and try again.")

    def __str__(self) -> str:
        return str(self.for_resident)


class QuizNotOpen(QuizError):
    for_resident = _("These questions are closed just now. Please come back later.")


class NotYourAttempt(QuizError):
    for_resident = _(
        "These questions were begun for somebody else. "
        "Please go back to the lesson and begin again."
    )


class AlreadyHandedIn(QuizError):
    for_resident = _(
        "Your answers were handed in before, and the first ones count. "
        "You can answer the questions again as often as you like."
    )


class NotHandedIn(QuizError):
    for_resident = _("Please hand in your answers first. Then you see what was right.")


class NothingToAsk(QuizError):
    for_resident = _("A quiz needs at least one question before it can be published.")
