"""Finds places with fewer adults, by some list, than people who learn there."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import ngettext

from lms.certificates.models import Certificate
from lms.communes.models import AdultCount, Unit
from lms.dashboards.counting import ADULT_YEARS
from lms.dashboards.figures import grouped
from lms.learners.models import Learner


def too_few(counts: Iterable[AdultCount]) -> Iterator[str]:
    """Give a sentence for each count that is lower than the adults known there.

    Such a number is kept all the same: people may have moved since that day, or a
    card may have been made for the wrong hamlet. Only the officer can tell.
    """
    today = timezone.localdate()
    for count in counts:
        registered, certified = _known(count.unit, on=today)
        words = {"place": count.unit, "adults": grouped(count.adults)}
        if count.adults < certified:
            words["people"] = grouped(certified)
            yield _than_certified(count.adults) % words
        elif count.adults < registered:
            words["people"] = grouped(registered)
            yield _than_registered(count.adults) % words


def _than_certified(adults: int) -> str:
    return ngettext(
        "%(place)s: you wrote %(adults)s adult, but %(people)s adults there have a "
        "certificate already. The number is kept; please compare it with your list.",
        "%(place)s: you wrote %(adults)s adults, but %(people)s adults there have a "
        "certificate already. The number is kept; please compare it with your list.",
        adults,
    )


def _than_registered(adults: int) -> str:
    return ngettext(
        "%(place)s: you wrote %(adults)s adult, but %(people)s adults are registered "
        "there. The number is kept; please compare it with your list.",
        "%(place)s: you wrote %(adults)s adults, but %(people)s adults are registered "
        "there. The number is kept; please compare it with your list.",
        adults,
    )


def _known(unit: Unit, *, on: date) -> tuple[int, int]:
    """Return how many adults are registered there, and how many are certified."""
    hamlets = Unit.objects.hamlets().within(unit)
    there = Learner.objects.living_in(hamlets, on=on)
    adults = there.filter(birth_year__lte=on.year - ADULT_YEARS)
    papers = Certificate.objects.filter(learner__in=adults.order_by().values("pk"))
    return adults.count(), papers.values("learner").distinct().count()
