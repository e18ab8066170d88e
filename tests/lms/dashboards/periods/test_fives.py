"""Whoever knows every report told, and the rule, learns no single count or change."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.dashboards.periods.fives import TOLD, fives, told_outside
from lms.dashboards.periods.sheet import AtLeast


def content(registered, started, certified):
    figures = {
        "registered": registered,
        "started": started,
        "certified": certified,
        "certificates": certified + 1,
        "adults": 700,
        "covered": certified,
        "completed-x": 2,
        "new-registered": 1,
        "alone": 2,
    }
    place = {"id": "1", "name": "Xóm Mẫu", "figures": figures, "adults_from": None}
    head = dict.fromkeys(["format", "period", "commune", "province", "definitions"])
    return {**head, "courses": {"x": {}}, "places": [place], "total": place}


def told(world):
    return told_outside(content(*world))["total"]["figures"]


@st.composite
def worlds(draw, least=(0, 0, 0)):
    """Make counts of people that lie in one another, none below ``least``."""
    counts, lowest = [], 0
    for low in reversed(least):
        lowest = max(lowest, low) + draw(st.integers(0, 7))
        counts.append(lowest)
    return tuple(reversed(counts))


def told_alike(world):
    """Return every world there can be that is told in the same words."""
    spans = [range(fives(n), fives(n) + 5) for n in world]
    same = told(world)
    nested = (w for w in product(*spans) if w[0] >= w[1] >= w[2])
    return [each for each in nested if told(each) == same]


@given(worlds())
@settings(max_examples=30, deadline=None)
def test_every_count_that_is_told_has_five_values(world):
    alike = told_alike(world)

    for place, number in enumerate(world):
        values = {other[place] for other in alike}
        assert values == set(range(fives(number), fives(number) + 5))


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_a_change_between_two_reports_has_five_values_at_least(data):
    first = data.draw(worlds())
    second = data.draw(worlds(first))
    earlier, later = told_alike(first), told_alike(second)

    for place in range(len(TOLD)):
        changes = {
            after[place] - before[place]
            for before in earlier
            for after in later
            if all(a <= b for a, b in zip(before, after, strict=True))
        }
        step = fives(second[place]) - fives(first[place])
        assert set(range(max(0, step - 4), step + 5)) == changes


def test_what_adds_up_to_another_figure_is_not_told():
    whole = told_outside(content(20, 15, 12))

    assert (whole["places"], whole["courses"]) == ([], {})
    assert whole["total"]["figures"] == {
        "registered": 20,
        "started": 15,
        "certified": 10,
        "adults": 700,
        "share": 1,
    }


def test_fives_are_written_as_what_they_stand_for():
    assert [str(AtLeast(n)) for n in (0, 10)] == ["<5", "10+"]
