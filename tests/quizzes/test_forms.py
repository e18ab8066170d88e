import pytest
from django.utils.translation import override

from quizzes.forms import PaperForm
from quizzes.marking import cleaned, mark
from quizzes.paper import draw_paper
from tests.quizzes.builders import answers_to, content_of, posted

CONTENT = content_of("single", "several", "true_false", "order")


@pytest.fixture
def paper():
    with override("en"):
        yield draw_paper(CONTENT, seed=3)


def test_a_full_paper_gives_the_answers_by_question(paper):
    form = PaperForm(paper, posted(paper, answers_to(CONTENT)))

    assert form.is_valid(), form.errors
    assert cleaned(CONTENT, form.answers) == form.answers
    assert mark(CONTENT, form.answers).points_earned == 4


def test_wrong_answers_are_answers_all_the_same(paper):
    form = PaperForm(paper, posted(paper, answers_to(CONTENT, "wrong")))

    assert form.is_valid()
    assert mark(CONTENT, form.answers).points_earned == 0


def test_an_unanswered_question_is_named_and_the_rest_is_kept(paper):
    answers = answers_to(CONTENT)
    del answers["q2"]

    form = PaperForm(paper, posted(paper, answers))

    assert form.errors == {"q-q2": ["You have not answered question 2."]}
    assert "checked" in str(form["q-q1"])
    assert "selected" in str(form["q-q4"])


def test_an_empty_paper_names_every_question(paper):
    form = PaperForm(paper, {})

    assert [str(errors[0]) for errors in form.errors.values()] == [
        f"You have not answered question {number}." for number in (1, 2, 3, 4)
    ]


def test_lines_left_without_a_number_are_named(paper):
    data = posted(paper, answers_to(CONTENT))
    data["q-q4_1"] = ""

    form = PaperForm(paper, data)

    assert form.errors == {"q-q4": ["You have not finished question 4."]}


def test_two_lines_with_the_same_number_are_refused(paper):
    data = posted(paper, answers_to(CONTENT))
    data["q-q4_0"] = data["q-q4_1"] = "2"

    form = PaperForm(paper, data)

    assert form.errors == {"q-q4": ["Question 4: two lines have the same number."]}


@pytest.mark.parametrize("name", ["q-q1", "q-q2", "q-q3", "q-q4_0"])
@pytest.mark.parametrize(
    "value",
    [
        "z",
        "99",
        "0",
        "\x00",
        "a\x00",
        "x" * 10_000,
        "<script>",
        "' OR 1=1 --",
        "\u202ea",
        "đi\u0323nh",
    ],
)
def test_what_is_not_on_the_paper_is_refused_kindly(paper, name, value):
    data = posted(paper, answers_to(CONTENT))
    data[name] = value

    form = PaperForm(paper, data)

    ((error,),) = form.errors.values()
    assert error == f"Please answer question {name[3]} with what is on this page."


def test_a_choice_of_another_question_is_refused():
    paper = draw_paper(content_of("single", "true_false"), seed=0)

    form = PaperForm(paper, {"q-q1": "c", "q-q2": "c"})

    assert list(form.errors) == ["q-q2"]


def test_fields_that_are_not_on_the_paper_are_left_alone(paper):
    data = posted(paper, answers_to(CONTENT))
    data["q-q9"] = data["points_earned"] = "a"

    form = PaperForm(paper, data)

    assert form.is_valid()
    assert set(form.answers) == {"q1", "q2", "q3", "q4"}
