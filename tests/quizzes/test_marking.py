import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import cleaned, mark, points_needed
from tests.quizzes.builders import answers_to, content_of

CONTENT = content_of("single", "several", "true_false", "order")
KEYS = ["q1", "q2", "q3", "q4"]

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text()
    | st.sampled_from(["a", "b", "c", "\x00", "a" * 10_000]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
answer_sheets = st.dictionaries(st.sampled_from([*KEYS, "q9", ""]), json_values)


def test_all_right_earns_everything():
    marked = mark(CONTENT, answers_to(CONTENT))

    assert (marked.points_earned, marked.points_possible) == (4, 4)
    assert marked.points == dict.fromkeys(KEYS, 1)


def test_all_wrong_earns_nothing():
    assert mark(CONTENT, answers_to(CONTENT, "wrong")).points_earned == 0


def test_nothing_answered_earns_nothing():
    assert mark(CONTENT, {}).points == dict.fromkeys(KEYS, 0)


@pytest.mark.parametrize("answers", [None, [], "q1", 7, [["q1", "a"]], {"q1": {}}])
def test_what_is_no_answer_sheet_earns_nothing(answers):
    assert mark(CONTENT, answers).points_earned == 0


@given(json_values | answer_sheets)
def test_anything_at_all_is_marked_within_bounds(answers):
    marked = mark(CONTENT, answers)

    assert 0 <= marked.points_earned <= marked.points_possible == 4
    assert marked.points_earned == sum(marked.points.values())


@given(answer_sheets)
def test_cleaning_twice_changes_nothing(answers):
    once = cleaned(CONTENT, answers)

    assert cleaned(CONTENT, once) == once
    assert mark(CONTENT, once) == mark(CONTENT, answers)


@given(answer_sheets, st.sampled_from(KEYS))
def test_one_more_right_answer_never_earns_less(answers, key):
    before = mark(CONTENT, answers).points_earned

    after = mark(CONTENT, {**answers, key: answers_to(CONTENT)[key]}).points_earned

    assert before <= after <= before + 1


@given(st.permutations(KEYS), st.sampled_from(["right", "wrong"]))
def test_the_order_of_answers_does_not_matter(keys, which):
    answers = answers_to(CONTENT, which)

    shuffled = {key: answers[key] for key in keys}

    assert mark(CONTENT, shuffled) == mark(CONTENT, answers)


@given(st.permutations(["a", "b"]))
def test_the_order_of_ticks_does_not_matter(ticks):
    assert mark(CONTENT, {"q2": ticks}).points["q2"] == 1


@pytest.mark.parametrize(
    ("possible", "percent", "needed"),
    [
        (10, 70, 7),
        (10, 71, 8),
        (3, 70, 3),
        (4, 70, 3),
        (5, 70, 4),
        (7, 100, 7),
        (1, 1, 1),
        (0, 70, 0),
        (10, 0, 0),
        (100, 29, 29),
        (200, 57, 114),
    ],
)
def test_the_pass_mark_is_the_fewest_points_that_reach_it(possible, percent, needed):
    assert points_needed(possible, percent) == needed


@given(st.integers(0, 1000), st.integers(0, 100))
def test_one_point_less_would_miss_the_pass_mark(possible, percent):
    needed = points_needed(possible, percent)

    assert needed * 100 >= possible * percent
    assert needed == 0 or (needed - 1) * 100 < possible * percent


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_pass_mark_lies_between_0_and_100(percent):
    with pytest.raises(ValueError, match="pass mark"):
        points_needed(10, percent)
