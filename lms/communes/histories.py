"""What became of a place, and what it was formed from, in words."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from lms.communes.models import Kind, Share, Unit, UnitSuccession

Links = list[UnitSuccession]


def links_of(units: list[Unit]) -> Links:
    """Return the links to these units, and from former ones and their parts; one query.

    A district or province has no link of its own: its communes have.
    """
    touched = Q(new__in=units)
    for unit in units:
        if unit.valid_until:
            touched |= Q(old__path__startswith=unit.path)
    links = UnitSuccession.objects.filter(touched)
    in_order = links.order_by("new__sort_name", "old__sort_name", "pk")
    return list(in_order.select_related("old__parent", "new__parent")) if units else []


def is_former(unit: Unit, today: date | None) -> bool:
    """Return whether it ended before today; without a day, whether it has an end."""
    return bool(unit.valid_until) and (today is None or unit.valid_until < today)


def successors(unit: Unit, links: Links) -> list[Unit]:
    """Return the units it went into; those of its parts where it has no link itself."""
    into = [link.new for link in links if link.old.path.startswith(unit.path)]
    if unit.kind == Kind.PROVINCE:
        into = [new.parent for new in into]
    return _once(into)


def became(unit: Unit, links: Links) -> str:
    """Return the words for what became of a former unit."""
    own = [link for link in links if link.old_id == unit.pk]
    if any(link.share == Share.PART for link in own):
        one = _("in part now %(unit)s")
        return "; ".join(one % {"unit": link.new.label} for link in own)
    into = successors(unit, links)
    if not into:
        return ""
    if own:
        sentence = _("now %(units)s")
    elif len(into) == 1:
        sentence = _("now part of %(units)s")
    else:
        sentence = _("now divided among %(units)s")
    return sentence % {"units": ", ".join(new.label for new in into)}


def formed_from(unit: Unit, links: Links) -> str:
    """Return the words for what a unit was formed from, district by district."""
    by_district: dict[str, list[str]] = {}
    for link in links:
        if link.new_id == unit.pk:
            district = link.old.parent.label if link.old.parent else ""
            by_district.setdefault(district, []).append(link.old.label)
    parts = [
        f"{', '.join(olds)} ({district})" if district else ", ".join(olds)
        for district, olds in by_district.items()
    ]
    return _("formed from %(units)s") % {"units": "; ".join(parts)} if parts else ""


def _once(units: Iterable[Unit]) -> list[Unit]:
    return list({unit.pk: unit for unit in units}.values())
