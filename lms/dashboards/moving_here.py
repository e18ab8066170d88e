"""Who was given to a commune by another: taken in, or sent back."""

from datetime import date, datetime

from django.db import transaction

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.changing import recount_around
from lms.learners import relocating
from lms.learners.models import Relocation
from lms.looks.models import Seen
from lms.looks.services import look_at


@transaction.atomic
def take_in(
    relocation: Relocation, hamlet: Unit, *, from_on: date, by: User, at: datetime
) -> Relocation:
    """Let somebody live in a hamlet here, log it, and count the hamlet again.

    Raises: what `relocating.accept` raises.
    """
    done = relocating.accept(relocation, hamlet, from_on=from_on, by=by, at=at)
    look_at(done.learner, Seen.MOVED, home=hamlet.pk, by=by, at=at)
    recount_around([hamlet], at=at)
    return done


@transaction.atomic
def send_back(relocation: Relocation, *, by: User, at: datetime) -> Relocation:
    """Say that somebody has not come here, and log it.

    Raises: `SettledAlready`.
    """
    done = relocating.decline(relocation, by=by, at=at)
    look_at(done.learner, Seen.LEFT, home=relocation.to_id, by=by, at=at)
    return done
