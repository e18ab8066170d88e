import pytest

from quizzes.question_types import QUESTION_TYPES
from tests.quizzes.builders import frozen

SEVERAL = QUESTION_TYPES["several"]


@pytest.mark.parametrize("ticks", [["a"], ["b"], ["a", "b", "c"], ["c"]])
def test_too_few_or_too_many_ticks_earn_nothing(ticks):
    assert SEVERAL.points(frozen("several"), ticks) == 0


@pytest.mark.parametrize("raw", [["b", "a"], ["a", "b", "a"]])
def test_ticks_are_kept_once_each_in_the_trainers_order(raw):
    assert SEVERAL.cleaned(frozen("several"), raw) == ["a", "b"]


@pytest.mark.parametrize("raw", [[], "ab", ["a", "z"], ["a", None], {"a": "b"}, ("a",)])
def test_what_is_no_list_of_its_choices_is_no_answer(raw):
    assert SEVERAL.cleaned(frozen("several"), raw) is None
