"""The order in which rows of many people are held: communes, then people by key.

Whoever writes in the rows of several residents of a commune holds the commune first: a
list taken over, or back, some hundred lines at a time, and a person forgotten, in the
lists and households of others too. Without that each could hold a row the other waits
for. What writes in one resident's row alone, such as a hand-in, needs only that row.
"""

from collections.abc import Iterable
from uuid import UUID

from lms.communes.models import Unit
from lms.learners.models import Residence


def hold_communes(communes: Iterable[UUID]) -> None:
    """Hold these communes until the transaction ends; others may still point at them.

    Called before any resident's row is held.
    """
    there = Unit.objects.filter(pk__in=set(communes)).order_by("pk")
    list(there.select_for_update(of=("self",), no_key=True).values_list("pk"))


def hold_communes_of(learners: Iterable[UUID]) -> None:
    """Hold all communes in which these residents live, or have lived."""
    homes = Residence.objects.filter(learner__in=set(learners)).order_by()
    hold_communes(homes.values_list("hamlet__parent", flat=True))
