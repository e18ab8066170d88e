import pytest

from quizzes.question_types import QUESTION_TYPES
from tests.quizzes.builders import frozen

ORDER = QUESTION_TYPES["order"]


@pytest.mark.parametrize(
    "raw", [["a", "b"], ["a", "b", "b"], ["a", "b", "c", "c"], "abc"]
)
def test_every_line_has_exactly_one_place(raw):
    assert ORDER.cleaned(frozen("order"), raw) is None


def test_one_line_out_of_place_earns_nothing():
    assert ORDER.points(frozen("order"), ["a", "c", "b"]) == 0


def test_no_line_has_a_number_beforehand():
    html = str(ORDER.field(frozen("order"), ["c", "a", "b"]).widget.render("q", None))

    assert html.count("selected") == html.count("<select")
    assert html.count('<option value="" selected>') == 3
