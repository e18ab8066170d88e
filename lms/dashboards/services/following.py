"""Follows hamlets to where they went over: with their residents, and their numbers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lms.communes.models import Kind, Share, Unit
from lms.communes.services.tracing import trace
from lms.learners.models import Residence
from lms.learners.moving import follow, outlasting


def follow_hamlets() -> set[UUID]:
    """Move who still lives in a hamlet that went over whole; return where they went.

    A merger of communes comes with the official lists, and those know no residents.
    """
    stays = outlasting(Residence.objects.all()).order_by()
    left = Unit.objects.filter(
        pk__in=stays.values("hamlet"), successions__share=Share.WHOLE
    )
    olds = list(left)
    if not olds:
        return set()
    follow(olds)
    news = Unit.objects.filter(origins__old__in=olds)
    return {each.pk for each in [*olds, *news]}


def communes_counting(units: Iterable[Unit], *, on: date) -> set[UUID]:
    """Return the communes whose figures may rest on numbers of these units.

    The number of a place of then is handed on to what that became, in whichever
    commune it lies today.
    """
    listed = list(units)
    traced = trace(listed, to=on).values()
    places = [*listed, *(each for found in traced for each in found.among)]
    return {each.parent_id if each.kind == Kind.HAMLET else each.pk for each in places}
