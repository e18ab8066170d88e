from hypothesis import given
from hypothesis import strategies as st

from quizzes.paper import draw_paper
from tests.quizzes.builders import content_of

seeds = st.integers(min_value=0, max_value=2**31 - 1)
EVERY_KIND = ("single", "several", "true_false", "order")


def test_a_paper_is_drawn_the_same_in_ten_years():
    paper = draw_paper(content_of(*EVERY_KIND), seed=7)

    # for c in a b c; do printf "7/q1/$c" | sha256sum; done, sorted
    assert ["".join(asked.order) for asked in paper] == ["cba", "cab", "ab", "cab"]


@given(seeds)
def test_questions_keep_the_trainers_order(seed):
    paper = draw_paper(content_of(*EVERY_KIND), seed)

    assert [asked.key for asked in paper] == ["q1", "q2", "q3", "q4"]
    assert [(asked.number, asked.total) for asked in paper] == [
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 4),
    ]


@given(seeds)
def test_every_choice_is_on_the_paper_once(seed):
    for asked in draw_paper(content_of(*EVERY_KIND), seed):
        ids = [choice["id"] for choice in asked.frozen["choices"]]

        assert sorted(asked.order) == sorted(ids)


@given(seeds)
def test_true_always_comes_before_false(seed):
    (asked,) = draw_paper(content_of("true_false"), seed)

    assert asked.order == ["a", "b"]


@given(seeds)
def test_lines_to_order_never_lie_in_order(seed):
    (asked,) = draw_paper(content_of("order"), seed)

    assert asked.order != ["a", "b", "c"]


def test_choices_come_in_every_order():
    content = content_of("single")

    orders = {tuple(draw_paper(content, seed)[0].order) for seed in range(100)}

    assert len(orders) == 6


def test_two_questions_alike_are_shuffled_apart():
    content = content_of("single", "single")

    papers = [draw_paper(content, seed) for seed in range(20)]

    assert any(first.order != second.order for first, second in papers)
