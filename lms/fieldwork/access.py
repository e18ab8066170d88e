"""The one way a helper's view begins: which residents are theirs today?"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from lms.accounts.roles import Data
from lms.communes.services import units_open_to
from lms.learners.models import Learner
from lms.learners.moving import with_divided


def hamlets_of(request: HttpRequest) -> QuerySet:
    """Return the hamlets whose residents this user looks after, in Vietnamese order."""
    today = timezone.localdate()
    units = units_open_to(request.user, Data.ROSTER, on=today)
    return units.on(today).hamlets().select_related("parent").in_order()


def residents_of(request: HttpRequest) -> QuerySet:
    """Return the residents this user looks after.

    With those who still wait in a hamlet that was divided: whoever looks after a part
    of it looks after them until somebody says to which part they belong.
    """
    today = timezone.localdate()
    open_to_them = units_open_to(request.user, Data.ROSTER, on=today).hamlets()
    homes = with_divided(open_to_them.order_by().values("pk"))
    return Learner.objects.taking_part().living_in(homes, on=today)


def resident_or_404(request: HttpRequest, learner_id: UUID) -> Learner:
    """Return the resident if this user looks after them, or answer 404.

    With ``home_id``: the hamlet stands in the log of looks.
    """
    people = residents_of(request).with_home(on=timezone.localdate())
    learner = people.filter(pk=learner_id).first()
    if learner is None:
        raise Http404
    return learner
