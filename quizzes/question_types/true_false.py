"""A statement that is true or false."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from quizzes.question_types.base import question_type
from quizzes.question_types.blocks import QuestionBlock, choice_list, example_choices
from quizzes.question_types.ticked import OneOf, ids_of

EXAMPLE = {
    "text": _("Online procedures cost more than going to the counter."),
    "choices": example_choices(
        (_("True"), False, _("Many fees are lower online, and no trip is needed.")),
        (_("False"), True, _("Right. Many fees are lower online.")),
    ),
}


def two_words() -> list[dict[str, Any]]:
    """Return the two choices as a trainer finds them, in the trainer's language."""
    words = (pgettext("a statement is", "True"), pgettext("a statement is", "False"))
    return [{"text": word, "right": False, "feedback": ""} for word in words]


class TrueFalseBlock(QuestionBlock):
    choices = choice_list(2, 2, default=two_words)

    class Meta:
        label = _("True or false")
        icon = "check"
        description = _("A statement; the resident says whether it is true.")
        preview_value = EXAMPLE

    def fault(self, value: Any) -> str | Promise | None:
        if sum(choice["right"] for choice in value["choices"]) != 1:
            return _("Mark either True or False as right.")
        return super().fault(value)


@question_type("true_false")
class TrueFalse(OneOf):
    """The two words keep their places: true comes first on every paper."""

    block = TrueFalseBlock
    example = {"value": EXAMPLE, "right": "b", "wrong": "a"}

    def drawn(self, question: dict[str, Any], shuffled: list[str]) -> list[str]:
        return ids_of(question)
