"""Checks what a resident answered: one field for each question of the paper."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from quizzes.paper import PaperQuestion


class PaperForm(forms.Form):
    """A paper to fill in; every question wants an answer, and nothing else."""

    # The browser's own bubbles come one at a time and not in the page's words.
    use_required_attribute = False

    def __init__(
        self, paper: list[PaperQuestion], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.paper = paper
        for asked in paper:
            self.fields[_name(asked)] = _field(asked)

    @property
    def answers(self) -> dict[str, Any]:
        """Return the answers by question key, once the form is valid."""
        return {asked.key: self.cleaned_data[_name(asked)] for asked in self.paper}


def _name(asked: PaperQuestion) -> str:
    return f"q-{asked.key}"


def _field(asked: PaperQuestion) -> forms.Field:
    """Return the field that asks the question; what it says when wrong names it."""
    field = asked.kind.field(asked.frozen, asked.order)
    field.asked = asked
    field.label = _("Question %(number)d") % {"number": asked.number}
    number = {"number": asked.number}
    sentences = {
        "required": _("You have not answered question %(number)d.") % number,
        "incomplete": _("You have not finished question %(number)d.") % number,
    }
    strange = _("Please answer question %(number)d with what is on this page.") % number
    for part in (field, *getattr(field, "fields", ())):
        part.error_messages |= sentences
        part.error_messages |= {"invalid_choice": strange, "invalid_list": strange}
    return field
