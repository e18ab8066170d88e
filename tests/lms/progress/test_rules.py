"""When a programme is completed, and how: the rule alone, whatever is done."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.lib.facts import HowWitnessed
from lms.progress.rules import Meant, Of, Rule
from lms.progress.standing import is_more_independent, least_independent

WAYS = [HowWitnessed("helped", helped_by="family"), HowWitnessed()]
WAYS += [HowWitnessed("checked", "somebody")]
PARTS = st.sets(st.sampled_from("abcdef"))


@st.composite
def rules(draw):
    keys = draw(PARTS)
    at_least = draw(st.none() | st.integers(1, len(keys))) if keys else None
    return Rule(draw(st.sampled_from(Of)), tuple(sorted(keys)), at_least)


def done(parts=PARTS):
    return parts.flatmap(
        lambda keys: st.fixed_dictionaries({k: st.sampled_from(WAYS) for k in keys})
    )


@given(rules(), done())
def test_it_is_met_by_enough_of_its_parts_and_by_nothing_else(rule, done):
    enough = len(set(rule.keys) & done.keys()) >= rule.wanted

    assert (rule.how(done) is not None) == (bool(rule.keys) and enough)


@given(rules(), done())
def test_of_all_ways_to_meet_it_the_most_independent_one_is_told(rule, done):
    own = [done[key] for key in rule.keys if key in done]
    whole = [least_independent(some) for some in combinations(own, rule.wanted)]

    how = rule.how(done)

    if rule.keys and whole:
        assert how in whole
        assert not any(is_more_independent(each, how) for each in whole)


@given(rules(), done(), done())
def test_whoever_does_more_never_stands_lower(rule, before, more):
    before = {**more, **before}
    after = before | {
        k: w for k, w in more.items() if is_more_independent(w, before[k])
    }
    after |= {"z": WAYS[0]}

    first, then = rule.how(before), rule.how(after)

    assert first is None or (then and not is_more_independent(first, then))


@given(rules(), done())
def test_it_counts_up_to_what_it_takes(rule, done):
    counted = rule.counted(done.keys())

    assert 0 <= counted <= rule.wanted
    assert not rule.keys or (counted == rule.wanted) == bool(rule.how(done))


@given(rules())
def test_a_kept_rule_is_the_same_rule(rule):
    assert Rule.from_json(rule.as_json()) == rule


@pytest.mark.parametrize(
    ("meant", "born", "sex", "included"),
    [
        (Meant(), 2020, "", True),
        (Meant(age_from=60), 1966, "", True),
        (Meant(age_from=60), 1967, "", False),
        (Meant(age_until=35), 1991, "", True),
        (Meant(age_until=35), 1990, "", False),
        (Meant(age_from=0, age_until=0), 2026, "male", True),
        (Meant(sex="female"), 1960, "female", True),
        (Meant(sex="female"), 1960, "male", False),
        (Meant(sex="female"), 1960, "", False),
    ],
)
def test_for_whom_it_is(meant, born, sex, included, noon):
    assert meant.includes(born, sex, on=noon.replace(year=2026).date()) == included
