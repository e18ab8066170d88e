"""The pages on which a commune keeps its hamlets, before and after they change."""

from datetime import timedelta

from django.utils import timezone

from lms.communes.models import Kind, Share, Unit, UnitSuccession
from lms.communes.services import merge_hamlets, split_hamlet
from tests.journeys.pages import page_type, send, typing
from tests.journeys.pages_of_residents import VAN_SON

DAY = timedelta(days=1)


def van_son():
    return Unit.objects.communes().get(code=VAN_SON, valid_until=None)


def hamlets():
    """Return those that may change today; in Mẫu, other pages register people."""
    inside = Unit.objects.hamlets().filter(parent=van_son(), valid_until=None)
    begun = inside.exclude(valid_from=timezone.localdate())
    return list(begun.exclude(name="Mẫu").in_order())


def divided():
    """Divide a hamlet, once; those who live in it wait to be asked."""
    hamlet, now = Unit.objects.get(name="Ví Dụ", parent=van_son()), timezone.now()
    if hamlet.valid_until is None:
        names = ["Ví Dụ Trên", "Ví Dụ Dưới"]
        split_hamlet(hamlet, names, on=timezone.localdate(now), at=now)
    return hamlet


def waiting():
    """Divide a former commune between Vân Sơn and another, once; its hamlet waits."""
    here = van_son()
    there = Unit.objects.communes().get(code="05128", valid_until=None)
    named = {"parent": here.parent, "valid_until": here.valid_from - DAY}
    old, _ = Unit.objects.get_or_create(kind=Kind.COMMUNE, name="Cũ", code="0", **named)
    for new in (here, there):
        both = {"old": old, "new": new, "on": here.valid_from}
        UnitSuccession.objects.get_or_create(share=Share.PART, **both)
    hamlet, _ = Unit.objects.get_or_create(
        kind=Kind.HAMLET, name="Chờ", **named | {"parent": old}
    )
    return hamlet


def preview(page):
    """Ask for a new name, and look at what would happen."""
    typing({"name": "Khu Tên Mới", "on": timezone.localdate().isoformat()})(page)


@page_type("hamlet renamed, errors", who="officer", then=send, status=422)
@page_type("hamlet renamed, preview", who="officer", then=preview)
@page_type("hamlet renamed", who="officer")
def rename_hamlet(guide):
    return change(guide, "rename", hamlets()[0])


@page_type("hamlets merged, preview", who="officer", then=preview)
@page_type("hamlets merged", who="officer")
def merge(guide):
    return change(guide, "merge", *hamlets()[:3])


@page_type("hamlet divided", who="officer")
def divide(guide):
    return change(guide, "split", hamlets()[0])


@page_type("hamlet moved", who="provincial")
def move(guide):
    return change(guide, "move", hamlets()[0])


@page_type("hamlet claimed", who="officer")
def claim(guide):
    return change(guide, "settle", waiting())


def change(guide, verb, *chosen):
    there = guide.to("dashboards:hamlet_change", VAN_SON, verb)
    return f"{there}?{'&'.join(f'hamlet={each.pk}' for each in chosen)}"


@page_type("hamlets, none ticked", who="officer", then=send)
@page_type("hamlets", who="officer")
def hamlets_as_they_are(guide):
    return guide.to("dashboards:hamlets", VAN_SON)


@page_type("hamlets after changes", who="officer")
def hamlets_changed(guide):
    divided()
    now = timezone.now()
    merge_hamlets(hamlets()[:2], "Hợp Nhất", on=timezone.localdate(now), at=now)
    waiting()
    return guide.to("dashboards:hamlets", VAN_SON)


@page_type("residents of a divided hamlet", who="officer")
def divided_hamlet(guide):
    return guide.to("dashboards:hamlet_residents", VAN_SON, divided().pk)


@page_type("divided hamlet, nobody left", who="officer")
def divided_hamlet_without_anybody(guide):
    hamlet = divided()
    part = hamlet.successions.first().new
    there = ("dashboards:hamlet_residents", VAN_SON, hamlet.pk)
    guide.post(*there, into=part.pk, everybody=1)
    return guide.to(*there)
