from hypothesis import given, settings
from hypothesis import strategies as st

from lms.dashboards.hiding import gives_away, hidden_in, is_small

columns = st.lists(st.integers(0, 9), min_size=1, max_size=5)


def hidden(counts, **kwargs):
    return hidden_in(dict(enumerate(counts)), **kwargs)


def test_nought_and_five_are_shown():
    assert hidden([0, 5, 12]) == set()


def test_one_small_count_takes_the_next_smallest_with_it():
    assert hidden([3, 20, 8, 0]) == {0, 2}


def test_counts_of_equal_size_are_hidden_together():
    assert hidden([5, 5, 3, 9]) == {0, 1, 2}


def test_two_single_people_would_be_told_by_a_total_of_two_more():
    assert hidden([1, 1, 9, 20]) == {0, 1, 2}


def test_two_fours_would_be_told_by_eight():
    assert hidden([5, 4, 4]) == {0, 1, 2}


def test_two_small_counts_of_five_or_more_hide_each_other():
    assert hidden([2, 4, 9]) == {0, 1}


def test_a_total_hidden_above_cannot_be_added_up_below():
    assert hidden([8, 20], total_shown=False) == {0}
    assert hidden([3, 20], total_shown=False) == {0}


def test_a_small_total_leaves_nothing_to_hide_behind():
    assert hidden([3, 0], total_shown=False) == {0}


def test_what_has_to_be_hidden_for_the_sake_of_those_below_has_company():
    assert hidden([8, 20, 30], also=[0]) == {0, 1}


def test_a_total_that_says_it_all_is_found():
    assert gives_away([4, 4])
    assert gives_away([1, 1, 1, 1, 1, 0])
    assert gives_away([3])
    assert not gives_away([4, 3])
    assert not gives_away([4, 4, 9])
    assert not gives_away([0, 0])


@given(columns)
def test_every_small_count_is_hidden(counts):
    small = {place for place, count in enumerate(counts) if is_small(count)}

    assert small <= hidden(counts)
    assert small <= hidden(counts, total_shown=False)


@given(columns.filter(lambda counts: not gives_away(counts)))
@settings(deadline=None, max_examples=60)
def test_no_hidden_count_follows_from_the_total(counts):
    """Whoever knows the rule tries every column that would have been hidden just so."""
    away = sorted(hidden(counts))
    rest = sum(counts[place] for place in away)
    possible = [
        guess
        for guess in _adding_up_to(rest, len(away))
        if _hidden_so(counts, away, guess)
    ]

    for place in range(len(away)):
        assert len({guess[place] for guess in possible}) > 1


def _adding_up_to(total, length):
    if length == 1:
        yield (total,)
    for first in range(1, total - length + 2) if length > 1 else ():
        for rest in _adding_up_to(total - first, length - 1):
            yield (first, *rest)


def _hidden_so(counts, away, guess):
    column = dict(enumerate(counts)) | dict(zip(away, guess, strict=True))
    return not gives_away(column.values()) and hidden_in(column) == {*away}
