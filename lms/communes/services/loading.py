"""Brings the register of units up to the official lists, all or nothing."""

from collections import defaultdict
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes.errors import LoadRefused
from lms.communes.models import Share, Unit, UnitSuccession
from lms.communes.official import Key, Lists, Place, read_lists
from lms.communes.reports import LoadReport
from lms.communes.services.derived import refresh_derived
from lms.communes.services.settling import (
    carry_over_hamlets,
    communes_to_carry_over,
)

OFFICIAL_LISTS = Path(__file__).resolve().parents[1] / "data"

_FROM_LISTS = ["name", "kind", "kind_word", "parent", "valid_until", "also_written"]

Register = dict[Key, Unit]


def load_units(
    folder: Path = OFFICIAL_LISTS, *, at: datetime, only_check: bool = False
) -> LoadReport:
    """Bring the register up to the lists and return what was done.

    A second run changes nothing. What stands in no list is left alone.
    Raises: ``FileUnreadable`` or ``LoadRefused``, and then nothing was written.
    """
    lists = read_lists(folder)
    report = LoadReport(only_checked=only_check)
    with transaction.atomic():
        register = _known_units()
        _check_periods(lists, register)
        _load_places(lists, register, report)
        _load_links(lists, register, report)
        refresh_derived()
        _end_hamlets()
        for commune in communes_to_carry_over():
            carry_over_hamlets(commune, at=at)
        today = Unit.objects.on(timezone.localdate(at))
        report.in_force = today.communes().count()
        transaction.set_rollback(only_check)
    return report


def _known_units() -> Register:
    units = Unit.objects.exclude(code="").select_related("parent")
    return {(unit.code, unit.valid_from): unit for unit in units}


def _check_periods(lists: Lists, register: Register) -> None:
    """Refuse a place whose code stands for another unit on the same day."""
    periods: dict[str, dict[Key, Unit | Place]] = defaultdict(dict)
    for unit in [*register.values(), *lists.places.values()]:  # the lists come last
        periods[unit.code][unit.code, unit.valid_from] = unit
    problems = [
        each.row.problem(
            _("The code %(code)s stands for another unit at that time.")
            % {"code": each.code}
        )
        for of_code in periods.values()
        for each in _overlapping(of_code)
    ]
    if problems:
        raise LoadRefused(problems)


def _overlapping(of_code: dict[Key, Unit | Place]) -> list[Place]:
    """Return the places of a code that are in force on the same day as another."""
    in_order = sorted(of_code.values(), key=lambda unit: unit.valid_from or date.min)
    return [
        next(unit for unit in (after, before) if isinstance(unit, Place))
        for before, after in pairwise(in_order)
        if (before.valid_until or date.max) >= (after.valid_from or date.min)
    ]


def _load_places(lists: Lists, register: Register, report: LoadReport) -> None:
    report.not_in_lists = len(register.keys() - lists.places.keys())
    new, corrected = [], []
    for key, place in lists.places.items():
        wanted = {name: getattr(place, name) for name in _FROM_LISTS}
        wanted["parent"] = register[place.parent] if place.parent else None
        unit = register.get(key)
        if unit is None:
            unit = Unit(code=place.code, valid_from=place.valid_from, **wanted)
            unit.derive()
            new.append(unit)
            report.added[place.kind] += 1
        elif any(getattr(unit, name) != value for name, value in wanted.items()):
            report.corrected.append(_correct(unit, wanted))
            corrected.append(unit)
        else:
            report.unchanged += 1
        register[key] = unit
    Unit.objects.bulk_create(new)
    Unit.objects.bulk_update(corrected, _FROM_LISTS, batch_size=100)


def _correct(unit: Unit, wanted: dict) -> str:
    """Change a unit to what the lists say; return the change in words."""
    before = unit.label
    for name, value in wanted.items():
        setattr(unit, name, value)
    if before != unit.label:
        sentence = _("%(before)s (%(code)s) is now written %(after)s")
    else:
        sentence = _("%(before)s (%(code)s) lies elsewhere, or has other dates")
    return sentence % {"before": before, "code": unit.code, "after": unit.label}


def _load_links(lists: Lists, register: Register, report: LoadReport) -> None:
    """Add the links of the lists, and drop others of the same old units."""
    wanted = [
        UnitSuccession(
            old=register[pair.old.key],
            new=register[pair.new.key],
            share=pair.share,
            on=pair.on,
        )
        for pair in lists.pairs.values()
    ]
    known = {
        _what(link): link.pk
        for link in UnitSuccession.objects.filter(old__in=[each.old for each in wanted])
    }
    new = [link for link in wanted if known.pop(_what(link), None) is None]
    UnitSuccession.objects.filter(pk__in=known.values()).delete()
    UnitSuccession.objects.bulk_create(new)
    report.links_added, report.links_dropped = len(new), len(known)
    report.links_unchanged = len(wanted) - len(new)
    parts = [link.old for link in wanted if link.share == Share.PART]
    report.divided = list(dict.fromkeys(f"{u.label} ({u.parent.label})" for u in parts))


def _end_hamlets() -> None:
    """Let hamlets end with their commune; from there they go over, or wait."""
    ended = Unit.objects.hamlets().filter(parent__valid_until__isnull=False)
    last_day = Unit.objects.filter(pk=OuterRef("parent")).values("valid_until")
    outlasting = ended.filter(
        Q(valid_until=None) | Q(valid_until__gt=F("parent__valid_until"))
    )
    outlasting.update(valid_until=Subquery(last_day))


def _what(link: UnitSuccession) -> tuple:
    return link.old_id, link.new_id, link.share, link.on
