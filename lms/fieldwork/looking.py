"""What of the desk is written down as a look at somebody's record."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from lms.communes.models import Unit
from lms.learners.forms import RegistrationForm
from lms.learners.models import Learner
from lms.looks.models import Seen
from lms.looks.services import look_at, look_through, unit_around


def note_look(request: HttpRequest, learner: Learner, seen: Seen) -> None:
    """Write down that a resident, found by `resident_or_404`, was looked at."""
    look_at(learner, seen, home=learner.home_id, by=request.user, at=timezone.now())


def note_list(
    request: HttpRequest,
    hamlets: Sequence[Unit],
    homes: Mapping[UUID, UUID],
    query: str,
) -> None:
    """Write down that a page of the residents of these hamlets was opened."""
    look_through(
        unit_around(hamlets),
        homes,
        searched=bool(query.strip()),
        by=request.user,
        at=timezone.now(),
    )


def note_known(
    request: HttpRequest, form: RegistrationForm, known: Sequence[Learner]
) -> None:
    """Write down that a form about to be sent showed residents with such a name."""
    if known:
        hamlet = form.cleaned_data["hamlet"].pk
        look_through(
            hamlet,
            dict.fromkeys((each.pk for each in known), hamlet),
            searched=True,
            by=request.user,
            at=timezone.now(),
        )
