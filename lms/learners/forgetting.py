"""Takes away all that tells who somebody was. It cannot be undone: docs/adr/0021."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from axes.utils import reset
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lms.accounts.models import User
from lms.learners.households import NOBODY, seal_heads, seal_of, take_heads_away
from lms.learners.models import (
    Anonymisation,
    Consent,
    Decision,
    Learner,
    NeverListed,
)
from lms.learners.rosters.forgotten import forget_in_lists
from lms.learners.services import free_code
from lms.lib.text import fold, name_sort_key, spelling

# The middle age of each band, by the age at which it begins. Taken for everybody in the
# band: some years on, and read for a day some years back, they are in it still.
MIDDLE_OF_BAND = {60: 75, 45: 52, 30: 37, 18: 23, 0: 8}


@transaction.atomic
def anonymise(learner: Learner, *, by: User | None, at: datetime) -> Anonymisation:
    """Take a resident's name, birth year, phone, household and code away, for good.

    The sign-in is closed, and opens nothing under any code that somebody knows. What
    they did stays, and stays counted; no list brings them back. A second time changes
    nothing, and returns what was written down the first time.
    """
    held = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    if done := Anonymisation.objects.filter(learner=held).first():
        return done
    _leave_out_of_lists(held)
    _forget_in_others(held, at=at)
    reset(username=held.code)
    held.code, held.full_name = free_code(), NOBODY
    held.name_sort, held.name_folded = name_sort_key(NOBODY), ""
    take_heads_away(Learner.objects.filter(pk=held.pk), at=at)
    held.phone = held.household = ""
    held.birth_year = of_the_band(held.birth_year, on=timezone.localdate(at))
    held.save()
    _close(held.user, held.code)
    held.name_corrections.update(name_before=NOBODY, name_after=NOBODY)
    return Anonymisation.objects.create(
        learner=held, by=by, occurred_at=at, arrived_at=at
    )


def withdrawn_before(moment: datetime) -> QuerySet:
    """Return who took the agreement back before then and still has a name."""
    back = Consent.objects.filter(decision=Decision.WITHDRAWN, occurred_at__lt=moment)
    named = Learner.objects.filter(anonymisation=None)
    return named.filter(pk__in=back.order_by().values("learner")).order_by("pk")


def of_the_band(birth_year: int, *, on: date) -> int:
    """Return the year that stands for all of an age band."""
    age = on.year - birth_year
    begins = max(each for each in MIDDLE_OF_BAND if each <= max(age, 0))
    return on.year - MIDDLE_OF_BAND[begins]


def never_listed(commune_id: UUID, full_name: str, birth_year: int | None) -> str:
    """Return the digest under which somebody is left out of a commune's lists.

    Marks count, wherever the tone mark sits: who is called nearly the same is let in.
    """
    said = f"{commune_id} {birth_year} {spelling(full_name)}"
    return salted_hmac("learners.never_listed", said, algorithm="sha256").hexdigest()


def _leave_out_of_lists(learner: Learner) -> None:
    lived_in = learner.residences.order_by().values_list("hamlet__parent", flat=True)
    name, year = learner.full_name, learner.birth_year
    digests = {never_listed(commune, name, year) for commune in lived_in}
    rows = [NeverListed(digest=each) for each in digests]
    NeverListed.objects.bulk_create(rows, ignore_conflicts=True)


def _forget_in_others(learner: Learner, *, at: datetime) -> None:
    """Forget them where rows of others, and lists, tell of them."""
    names = set(learner.name_corrections.values_list("name_before", flat=True))
    folded = {fold(each) for each in names | {learner.full_name}}
    _forget_head(learner, folded)
    forget_in_lists(learner, folded, seal_of, at=at)


def _forget_head(learner: Learner, folded: Collection[str]) -> None:
    """Give the households they were head of a mark instead: each stays one."""
    lived_in = learner.residences.order_by().values("hamlet")
    there = Learner.objects.filter(residences__hamlet__in=lived_in)
    seal_heads(there, lambda head: fold(head) in folded)


def _close(user: User, code: str) -> None:
    user.username, user.full_name, user.is_active = code, "", False
    user.last_login = None
    user.set_unusable_password()
    user.save()
