"""What an officer enters and cannot be kept, each with the sentence they read."""

from django.utils.translation import gettext_lazy as _

from lms.communes.errors import CommunesError
from lms.communes.models import Unit


class EntryRefused(CommunesError):
    """One number of a list is not accepted, and so the whole list is not."""

    def __init__(self, unit: Unit, problem: CommunesError) -> None:
        super().__init__()
        self.unit = unit
        self.sentence = problem.for_resident


class MayNotRenew(CommunesError):
    sentence = _(
        "They hold a position that you do not give. Please ask the office above yours "
        "to make them a new password."
    )


class ReportError(Exception):
    """A report does not go that way; the message says what to do."""

    sentence = _("This cannot be done with this report.")

    @property
    def for_resident(self) -> str:
        return str(self.sentence)

    def __str__(self) -> str:
        return self.for_resident


class NotYourTurn(ReportError):
    sentence = _(
        "This report has moved on meanwhile, and this cannot be done any more. Please "
        "open it again."
    )


class NotYours(ReportError):
    sentence = _("This is for somebody else to do.")


class PeriodNotOver(ReportError):
    sentence = _(
        "The period is not over yet. Figures are settled from the day after its last."
    )


class FiguresMoved(ReportError):
    sentence = _(
        "The figures have changed since you opened this page. Please look at them "
        "again; the new ones are shown now."
    )


class NotCounted(ReportError):
    sentence = _(
        "These figures were not counted today. Please have them counted again, and "
        "look at them before you go on."
    )


class ReasonMissing(ReportError):
    sentence = _("Please write the reason, so that the others know what to do.")


class HamletsMissing(ReportError):
    sentence = _(
        "Not every hamlet has confirmed. Please write why you submit all the same."
    )


class NothingToCorrect(ReportError):
    sentence = _("Nothing differs from the accepted report.")


class DaysOutOfOrder(ReportError):
    sentence = _(
        "The last day comes after the first, and the due day after the last. Please "
        "correct the days."
    )


class PeriodExists(ReportError):
    sentence = _("There is a period of this kind with these days already.")
