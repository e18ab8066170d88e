"""What loading places did, or would do, in sentences."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.errors import Problem
from lms.communes.models import COMMUNE_KINDS, HouseholdCount, Kind
from lms.communes.models.adults import PlaceCount


@dataclass
class LoadReport:
    """What became of the units and of the links from old ones to new ones."""

    only_checked: bool = False
    added: Counter = field(default_factory=Counter)  # by kind of unit
    corrected: list[str] = field(default_factory=list)  # each in words
    unchanged: int = 0
    not_in_lists: int = 0
    links_added: int = 0
    links_dropped: int = 0
    links_unchanged: int = 0
    divided: list[str] = field(default_factory=list)
    in_force: int = 0

    @property
    def changed_nothing(self) -> bool:
        links = self.links_added + self.links_dropped
        return not (self.added.total() or self.corrected or links)

    def sentences(self) -> list[str]:
        """Return what happened, one sentence a line."""
        done = self._nothing_done() if self.changed_nothing else self._done()
        in_force = _("In force today: %(count)d communes and wards.")
        return [
            *_on_checking(self.only_checked),
            *done,
            *self._left(),
            in_force % {"count": self.in_force},
        ]

    def _nothing_done(self) -> list[str]:
        sentence = _("Nothing to change: %(units)d units and %(links)d links are here.")
        return [sentence % {"units": self.unchanged, "links": self.links_unchanged}]

    def _done(self) -> list[str]:
        units = _(
            "Units: added %(provinces)d provinces, %(districts)d districts and "
            "%(communes)d communes, wards and townships; %(unchanged)d were here."
        ) % {
            "provinces": self.added[Kind.PROVINCE],
            "districts": self.added[Kind.DISTRICT],
            "communes": sum(self.added[kind] for kind in COMMUNE_KINDS),
            "unchanged": self.unchanged,
        }
        links = _(
            "Links from old units to new ones: added %(added)d, dropped %(dropped)d; "
            "%(unchanged)d were here."
        ) % {
            "added": self.links_added,
            "dropped": self.links_dropped,
            "unchanged": self.links_unchanged,
        }
        corrected = _("Corrected: %(what)s.")
        return [units, *(corrected % {"what": each} for each in self.corrected), links]

    def _left(self) -> list[str]:
        divided = _(
            "Divided, so that somebody has to say hamlet by hamlet where people "
            "belong now: %(units)s."
        )
        left = ngettext(
            "%(count)d unit stands in no list; it was left as it is.",
            "%(count)d units stand in no list; they were left as they are.",
            self.not_in_lists,
        )
        return [
            *([divided % {"units": ", ".join(self.divided)}] if self.divided else []),
            *([left % {"count": self.not_in_lists}] if self.not_in_lists else []),
        ]


@dataclass
class HamletReport:
    """What a list of hamlets did; refused lines can be corrected and sent again."""

    only_checked: bool = False
    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    communes: int = 0
    carried: int = 0  # from communes of the past into those of today, by rule
    waiting: list[str] = field(default_factory=list)  # until somebody says where
    refused: list[Problem] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """Return what happened, one sentence a line."""
        done = _(
            "Hamlets: added %(added)d, corrected the spelling of %(corrected)d; "
            "%(unchanged)d were here. Communes in the list: %(communes)d."
        ) % {
            "communes": self.communes,
            "added": self.added,
            "corrected": self.corrected,
            "unchanged": self.unchanged,
        }
        count = len(self.refused)
        left_out = ngettext(
            "%(count)d line was left out:", "%(count)d lines were left out:", count
        ) % {"count": count}
        refused = [left_out, *map(str, self.refused)] if self.refused else []
        return [*_on_checking(self.only_checked), done, *self._of_the_past(), *refused]

    def _of_the_past(self) -> list[str]:
        carried = ngettext(
            "%(count)d hamlet of a former commune went over into the new one.",
            "%(count)d hamlets of former communes went over into the new ones.",
            self.carried,
        ) % {"count": self.carried}
        waiting = _(
            "Waiting until the commune of today says which are its own: %(hamlets)s."
        ) % {"hamlets": "; ".join(self.waiting)}
        return [
            *([carried] if self.carried else []),
            *([waiting] if self.waiting else []),
        ]


@dataclass
class PopulationReport:
    """What a list of adults did; refused lines can be corrected and sent again."""

    only_checked: bool = False
    added: int = 0
    unchanged: int = 0
    adults: int = 0  # in all lines taken
    households: int = 0
    refused: list[Problem] = field(default_factory=list)

    def take(self, count: PlaceCount, *, is_new: bool) -> None:
        self.added += is_new
        self.unchanged += not is_new
        if isinstance(count, HouseholdCount):
            self.households += count.number
        else:
            self.adults += count.number

    def sentences(self) -> list[str]:
        """Return what happened, one sentence a line."""
        done = _(
            "Counts: added %(added)d; %(unchanged)d were here. Adults in the list: "
            "%(adults)d; households: %(households)d."
        ) % vars(self)
        count = len(self.refused)
        left_out = ngettext(
            "%(count)d line was left out:", "%(count)d lines were left out:", count
        ) % {"count": count}
        refused = [left_out, *map(str, self.refused)] if self.refused else []
        return [*_on_checking(self.only_checked), done, *refused]


def _on_checking(only_checked: bool) -> list[str]:
    sentence = _("This is a check; nothing was written. Loading would do this:")
    return [sentence] if only_checked else []
