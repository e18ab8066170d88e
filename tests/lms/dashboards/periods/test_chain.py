import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.dashboards.periods.chain import (
    OutOfTurn,
    State,
    Step,
    after,
    confirmed_now,
    open_steps,
    state_after,
)

tries = st.lists(st.sampled_from(list(Step)), max_size=30)
HAMLETS = ["mau", "thu", None]


def walked(steps):
    """Try each step, leave out what is refused; return what was taken, and states."""
    taken, states = [], [State.GATHERING]
    for step in steps:
        try:
            states.append(after(states[-1], step))
        except OutOfTurn:
            continue
        taken.append(step)
    return taken, states


@given(tries)
def test_whatever_is_tried_a_report_stays_on_the_chain(steps):
    taken, states = walked(steps)

    assert state_after(taken) == states[-1]
    for step, before, then in zip(taken, states, states[1:], strict=False):
        assert step in open_steps(before)
        assert (then == State.ACCEPTED) == (step == Step.ACCEPTED)


@given(tries)
def test_nothing_comes_after_acceptance(steps):
    taken, _states = walked(steps)

    assert Step.ACCEPTED not in taken[:-1]


@given(tries)
def test_each_decision_answers_one_submission(steps):
    taken, _states = walked(steps)

    turns = [each for each in taken if each not in (Step.CONFIRMED, Step.COMMENTED)]
    assert all(each == Step.SUBMITTED for each in turns[::2])
    assert all(each in (Step.SENT_BACK, Step.ACCEPTED) for each in turns[1::2])


@given(tries)
def test_hamlets_speak_only_while_the_report_is_in_the_commune(steps):
    taken, states = walked(steps)

    for step, before in zip(taken, states, strict=False):
        if step in (Step.CONFIRMED, Step.COMMENTED):
            assert before in (State.GATHERING, State.SENT_BACK)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_is_open_or_refused_and_nothing_else(state, step):
    if step in open_steps(state):
        assert after(state, step) in State
    else:
        with pytest.raises(OutOfTurn):
            after(state, step)


@given(st.lists(st.tuples(st.sampled_from(list(Step)), st.sampled_from(HAMLETS))))
def test_a_hamlet_stands_by_its_figures_if_it_said_so_last(said):
    last = {hamlet: step for step, hamlet in said if hamlet}

    assert confirmed_now(said) == {h for h, s in last.items() if s == Step.CONFIRMED}
