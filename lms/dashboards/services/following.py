"""Lets residents go along where their hamlet went over without anybody seeing to it."""

from uuid import UUID

from lms.communes.models import Share, Unit
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
