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


class AppointsThemselves(CommunesError):
    sentence = gettext_lazy(
        "Nobody gives a role to themselves. Please ask the office above yours."
    )


class EndedBefore(CommunesError):
    sentence = gettext_lazy(
        "The last day can be today at the earliest: what was open before, was open."
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


class NoSuchNumberOfHouseholds(CommunesError):
    sentence = gettext_lazy(
        "This number of households cannot be right for this place. Please look again."
    )


class NumberUnread(CommunesError):
    """What stands in the column of a list is no number, or more than one."""

    def __init__(self, column: str, typed: str, problem: str) -> None:
        super().__init__()
        self.sentence = _("Column “%(column)s”, “%(typed)s”: %(problem)s") % {
            "column": column,
            "typed": typed[:40],
            "problem": problem,
        }


class NoNumberGiven(CommunesError):
    sentence = gettext_lazy("Neither adults nor households are given.")


class NotInACommune(CommunesError):
    sentence = gettext_lazy("A hamlet lies in a commune, a ward or a township.")


class NoSuchCommune(CommunesError):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.sentence = _("No commune of today has the code “%(code)s”.") % {
            "code": code
        }


class NoSuchCommuneName(CommunesError):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.sentence = _("No commune is or was called “%(name)s”.") % {"name": name}


class NoSuchHamlet(CommunesError):
    def __init__(self, name: str, commune: str) -> None:
        super().__init__()
        self.sentence = _("%(commune)s had no hamlet “%(name)s” on that day.") % {
            "commune": commune[:1].upper() + commune[1:],
            "name": name,
        }


class SeveralCommunes(CommunesError):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.sentence = _(
            "There are several communes called “%(name)s”. Please add the code, or the "
            "district of that time."
        ) % {"name": name}


class NoSuchDay(CommunesError):
    def __init__(self, typed: str) -> None:
        super().__init__()
        self.sentence = _("“%(day)s” is no day. Write it as 22/11/2026.") % {
            "day": typed
        }


class UnknownKindWord(CommunesError):
    """The word before a hamlet's name is none of those in use."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.sentence = _("Write before the name one of: %(words)s.") % {
            "words": ", ".join(words)
        }


class MayNotChange(CommunesError):
    sentence = gettext_lazy(
        "You may not change this place. Please ask the office above yours."
    )


class ChangesTomorrow(CommunesError):
    sentence = gettext_lazy(
        "This day lies in the future. Please enter the change once it is in force."
    )


class OfOtherCommunes(CommunesError):
    sentence = gettext_lazy(
        "These hamlets lie in different communes. Move one over first."
    )


class TooFew(CommunesError):
    sentence = gettext_lazy("Please choose at least two different hamlets.")


class SameCommune(CommunesError):
    sentence = gettext_lazy("The hamlet lies in this commune already.")


class NotYetBegun(CommunesError):
    def __init__(self, unit: str, began: str) -> None:
        super().__init__()
        self.sentence = _(
            "%(unit)s exists since %(day)s. Please choose a later day."
        ) % {"unit": unit, "day": began}


class AlreadyEnded(CommunesError):
    def __init__(self, unit: str, ended: str) -> None:
        super().__init__()
        self.sentence = _(
            "%(unit)s existed until %(day)s only. Please choose what it became."
        ) % {"unit": unit, "day": ended}


class NameTaken(CommunesError):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self.sentence = _(
            "There is already %(unit)s in this commune. Please choose another name."
        ) % {"unit": unit}


class SameName(CommunesError):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self.sentence = _("This hamlet is called %(unit)s already.") % {"unit": unit}


class NotWaiting(CommunesError):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self.sentence = _("Where %(unit)s belongs has been said already.") % {
            "unit": unit
        }


class NoSuccessor(CommunesError):
    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.sentence = _("No part of %(old)s became part of %(new)s.") % {
            "old": old,
            "new": new,
        }


class IsDivided(CommunesError):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self.sentence = _(
            "%(unit)s was divided: somebody has to say of each hamlet where it belongs."
        ) % {"unit": unit}


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
