"""One right answer out of several."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.question_types.base import question_type
from quizzes.question_types.blocks import QuestionBlock, choice_list, example_choices
from quizzes.question_types.ticked import OneOf

EXAMPLE = {
    "text": _("Somebody phones and asks for your one-time code. What do you do?"),
    "choices": example_choices(
        (_("I hang up"), True, _("Right. Nobody honest ever asks for the code.")),
        (_("I read it out"), False, _("With the code they can empty the account.")),
        (_("I send it by message"), False, _("A message gives it away just the same.")),
    ),
}


class SingleBlock(QuestionBlock):
    choices = choice_list(2, 6)

    class Meta:
        label = _("One right answer")
        icon = "radio-full"
        description = _("Several choices, of which exactly one is right.")
        preview_value = EXAMPLE

    def fault(self, value: Any) -> str | Promise | None:
        if sum(choice["right"] for choice in value["choices"]) != 1:
            return _("Mark exactly one choice as right.")
        return super().fault(value)


@question_type("single")
class Single(OneOf):
    block = SingleBlock
    example = {"value": EXAMPLE, "right": "a", "wrong": "b"}
