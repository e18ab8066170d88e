"""Forgets who somebody was, everywhere it is kept: their row, and their papers."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lms.accounts.models import User
from lms.certificates.services import forget_holder
from lms.learners.forgetting import anonymise, withdrawn_before
from lms.learners.holding import hold_communes_of
from lms.learners.joined import with_joined
from lms.learners.models import Anonymisation, Learner
from lms.looks.models import Seen
from lms.looks.services import look_at

log = logging.getLogger(__name__)

AT_ONCE = 500  # people in one run; the next one goes on


@transaction.atomic
def forget(learner: Learner, *, home: UUID, by: User, at: datetime) -> Anonymisation:
    """Make a resident's record anonymous at their wish, for good; write down who did.

    ``home`` is their hamlet, which stands in the log of looks.
    """
    look_at(learner, Seen.FORGOTTEN, home=home, by=by, at=at)
    return _forget(learner, by=by, at=at)


def _forget(learner: Learner, *, by: User | None, at: datetime) -> Anonymisation:
    """Forget a person in every row there is of them.

    The rows are held first: no hand-in issues a certificate with the name in between.
    """
    theirs = with_joined({learner.pk})
    hold_communes_of(theirs)
    rows = Learner.objects.select_for_update(of=("self",)).order_by("pk")
    for each in rows.filter(pk__in=theirs):
        forget_holder(each)
        anonymise(each, by=by, at=at)
    return Anonymisation.objects.get(learner=learner)


def forget_withdrawn(*, at: datetime) -> int:
    """Make anonymous who took the agreement back long enough ago; return how many.

    Each is whole or not at all, so that work that broke off goes on where it stopped.
    """
    kept_until = at - timedelta(days=settings.FORGET_AFTER_DAYS)
    gone = list(withdrawn_before(kept_until)[:AT_ONCE])
    for each in gone:
        with transaction.atomic():
            _forget(each, by=None, at=at)
    if gone:
        log.info("%s people who had withdrawn are anonymous now.", len(gone))
    return len(gone)
