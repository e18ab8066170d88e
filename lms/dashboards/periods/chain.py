"""The chain of a report: who does what next, and when nothing more can be done.

Pure: steps in, state out. A report's state is never stored, it follows from its steps.
"""

from collections.abc import Iterable
from functools import reduce

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """What somebody does to a report; the key is stored, so it is never renamed."""

    CONFIRMED = "confirmed", _("Hamlet confirmed")
    COMMENTED = "commented", _("Remark")
    SUBMITTED = "submitted", _("Report submitted")
    SENT_BACK = "sent_back", _("Sent back")
    ACCEPTED = "accepted", _("Accepted")


class State(TextChoices):
    """Where a report stands, and so whose turn it is."""

    GATHERING = "gathering", _("With the hamlets and the commune")
    SUBMITTED = "submitted", _("Submitted, with the province")
    SENT_BACK = "sent_back", _("Sent back to the commune")
    ACCEPTED = "accepted", _("Accepted and closed")


# In the commune the two are alike: hamlets speak, the commune submits.
_IN_THE_COMMUNE = {
    Step.CONFIRMED: None,  # and the state stays
    Step.COMMENTED: None,
    Step.SUBMITTED: State.SUBMITTED,
}
CHAIN: dict[State, dict[Step, State | None]] = {
    State.GATHERING: _IN_THE_COMMUNE,
    State.SENT_BACK: _IN_THE_COMMUNE,
    State.SUBMITTED: {
        Step.SENT_BACK: State.SENT_BACK,
        Step.ACCEPTED: State.ACCEPTED,
    },
    State.ACCEPTED: {},
}


class OutOfTurn(ValueError):
    """This step cannot be taken where the report stands."""


def after(state: State, step: Step) -> State:
    """Return where a report stands after a step.

    Raises: `OutOfTurn`, where it is somebody else's turn, or nobody's any more.
    """
    if step not in CHAIN[state]:
        raise OutOfTurn(f"{step} in {state}")
    return CHAIN[state][step] or state


def state_after(steps: Iterable[Step]) -> State:
    """Return where a report stands after all its steps, in their order."""
    return reduce(after, steps, State.GATHERING)


def open_steps(state: State) -> frozenset[Step]:
    """Return what may be done next."""
    return frozenset(CHAIN[state])


def confirmed_now(steps: Iterable[tuple[Step, object]]) -> set[object]:
    """Return the hamlets that stand by their figures, from (step, hamlet) in order.

    A later remark of the same hamlet takes its confirmation back.
    """
    standing: dict[object, bool] = {}
    for step, hamlet in steps:
        if hamlet is not None:
            standing[hamlet] = step == Step.CONFIRMED
    return {hamlet for hamlet, stands in standing.items() if stands}
