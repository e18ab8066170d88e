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


def hamlets(*names):
    inside = Unit.objects.hamlets().filter(parent=van_son(), valid_until=None)
    return [inside.get(name=name) for name in names] if names else list(inside)


def divided():
    """Divide the hamlet in which most people live; they wait to be asked."""
    [hamlet], now = hamlets("Mẫu"), timezone.now()
    names = ["Mẫu Trên", "Mẫu Dưới"]
    split_hamlet(hamlet, names, on=timezone.localdate(now), at=now)
    return hamlet


def waiting():
    """Divide a former commune between Vân Sơn and another; its hamlet waits."""
    here = van_son()
    there = Unit.objects.communes().get(code="05128", valid_until=None)
    last = here.valid_from - DAY
    old = Unit.objects.create(
        kind=Kind.COMMUNE, name="Cũ", parent=here.parent, valid_until=last, code="0"
    )
    for new in (here, there):
        UnitSuccession.objects.create(
            old=old, new=new, share=Share.PART, on=here.valid_from
        )
    named = {"kind": Kind.HAMLET, "name": "Chờ", "parent": old, "valid_until": last}
    return Unit.objects.create(**named)


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
    hamlet, now = divided(), timezone.now()
    others = [each for each in hamlets() if each.parent_id == hamlet.parent_id][:2]
    merge_hamlets(
        [each for each in others if not each.valid_from] or others,
        "Hợp Nhất",
        on=timezone.localdate(now),
        at=now,
    )
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
