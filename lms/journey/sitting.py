"""Who is learning on this phone: its owner, or the resident a helper sits beside."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from lms.accounts.roles import Data
from lms.communes.services import may_see
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed

SESSION_KEY = "sitting"


@dataclass(frozen=True)
class Sitting:
    """A resident at work, and the helper beside them if there is one."""

    learner: Learner
    how: HowWitnessed
    by_helper: bool = False


def sit_beside(request: HttpRequest, learner: Learner, witness: str) -> None:
    """From now on this phone works for ``learner``, its user helping or checking."""
    request.session[SESSION_KEY] = {"learner": str(learner.pk), "witness": witness}


def stand_up(request: HttpRequest) -> None:
    """The helper's phone is the helper's again."""
    request.session.pop(SESSION_KEY, None)


def sitting_of(request: HttpRequest) -> Sitting | None:
    """Return who learns here, or None where nobody has signed in to learn.

    A helper's right to a resident is looked up each time: it ends with the position.
    """
    if not request.user.is_authenticated:
        return None
    if SESSION_KEY in request.session:
        return _beside(request)
    learner = Learner.objects.of(request.user).first()
    return Sitting(learner, HowWitnessed()) if learner else None


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the helper's sitting, so that no page hides whose turn it is.

    A context processor; views of residents put their own `sitting` in its place. It
    is looked up only where a template asks: pages kept for everyone never do.
    """
    return {"sitting": SimpleLazyObject(partial(_beside, request))}


def _beside(request: HttpRequest) -> Sitting | None:
    kept: dict[str, Any] | None = _session(request).get(SESSION_KEY)
    if kept is None or not request.user.is_authenticated:
        return None
    learner = Learner.objects.taking_part().filter(pk=kept["learner"]).first()
    if learner is None or not _looked_after(request, learner):
        return None
    how = HowWitnessed(kept["witness"], request.user.pk)
    return Sitting(learner, how, by_helper=True)


def _session(request: HttpRequest) -> Any:
    """Return the session; a request refused before it was opened has none."""
    return getattr(request, "session", {})


def _looked_after(request: HttpRequest, learner: Learner) -> bool:
    today = timezone.localdate()
    return may_see(request.user, learner.hamlet_on(today), Data.ROSTER, on=today)
