"""What can be wrong with a place, a position or a count, in words for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SHOWN_AT_ONCE = 50  # problems of one file; more would scroll the first ones away


class CommunesError(Exception):
    """A rule about places does not allow it; the message says what to do."""

    sentence = gettext_lazy("This is not possible for this place.")

    @property
    def for_resident(self) -> str:
        return str(self.sentence)

    def __str__(self) -> str:
        return self.for_resident


class WrongSeat(CommunesError):
    sentence = gettext_lazy(
        "This role does not exist in a unit of this kind. Please choose another unit."
    )


class UnitNotInForce(CommunesError):
    sentence = gettext_lazy(
        "This unit did not exist on that day. Please choose another unit or day."
    )


class MayNotAppoint(CommunesError):
    sentence = gettext_lazy(
        "You may not give this role here. Please ask the office above yours."
    )


class EndsBeforeItBegins(CommunesError):
    sentence = gettext_lazy(
        "The last day lies before the first. Please correct one of them."
    )


class CountedTomorrow(CommunesError):
    sentence = gettext_lazy(
        "The day of counting lies in the future. Please write the day of the list."
    )


class NoSuchNumberOfAdults(CommunesError):
    sentence = gettext_lazy(
        "This number of adults cannot be right for this place. Please look again."
    )


class NotInACommune(CommunesError):
    sentence = gettext_lazy("A hamlet lies in a commune, a ward or a township.")


class NoSuchCommune(CommunesError):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.sentence = _("No commune of today has the code “%(code)s”.") % {
            "code": code
        }


class UnknownKindWord(CommunesError):
    """The word before a hamlet's name is none of those in use."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.sentence = _("Write before the name one of: %(words)s.") % {
            "words": ", ".join(words)
        }


class FileUnreadable(CommunesError):
    """The file itself is not what was expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line of a file, and what stands in that line."""

    file: str
    line: int
    sentence: str
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        place = _("%(file)s, line %(line)d:") % {"file": self.file, "line": self.line}
        return f"{place} {self.sentence}"


class LoadRefused(CommunesError):
    """Nothing was written: these lines have to be corrected first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    @property
    def for_resident(self) -> str:
        count = len(self.problems)
        lines = [str(problem) for problem in self.problems[:SHOWN_AT_ONCE]]
        if count > SHOWN_AT_ONCE:
            lines.append(_("… and more."))
        heading = ngettext(
            "Nothing was loaded: %(count)d line has to be corrected.",
            "Nothing was loaded: %(count)d lines have to be corrected.",
            count,
        )
        return "\n".join([heading % {"count": count}, *lines])
