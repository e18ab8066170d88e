"""Any number of right answers: tick all of them, and nothing else."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.question_types.base import question_type
from quizzes.question_types.blocks import QuestionBlock, choice_list, example_choices
from quizzes.question_types.ticked import CheckboxChoices, Ticked, ids_of

EXAMPLE = {
    "text": _("What do you never tell anybody?"),
    "choices": example_choices(
        (_("My PIN"), True, _("Right. The PIN is yours alone.")),
        (_("My one-time code"), True, _("Right. The code opens your account.")),
        (_("The name of my hamlet"), False, _("Neighbours know it anyway.")),
    ),
}


class SeveralBlock(QuestionBlock):
    choices = choice_list(2, 8)

    class Meta:
        label = _("Several right answers")
        icon = "tasks"
        description = _("Several choices; every right one has to be ticked.")
        preview_value = EXAMPLE

    def fault(self, value: Any) -> str | Promise | None:
        if not any(choice["right"] for choice in value["choices"]):
            return _("Mark at least one choice as right.")
        return super().fault(value)


@question_type("several")
class Several(Ticked):
    """An answer is the list of ticked ids, in the trainer's order."""

    block = SeveralBlock
    example = {"value": EXAMPLE, "right": ["a", "b"], "wrong": ["a"]}

    def field(self, question: dict[str, Any], order: list[str]) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.options(question, order),
            widget=CheckboxChoices,
            help_text=_("Tick all that you think are right."),
        )

    def cleaned(self, question: dict[str, Any], raw: Any) -> list[str] | None:
        ids = ids_of(question)
        if not isinstance(raw, list) or not raw or not all(each in ids for each in raw):
            return None
        return [each for each in ids if each in raw]

    def ticked(self, answer: list[str]) -> set[str]:
        return set(answer)
