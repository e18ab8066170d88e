"""Lines to be put in the right order, by a number for each: no dragging, no script."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, TextBlock

from quizzes.question_types.base import QuestionType, ReviewLine, question_type
from quizzes.question_types.blocks import QuestionBlock, how_many
from quizzes.question_types.ticked import ids_of

EXAMPLE = {
    "text": _("You want to send a form online. What comes first, second, third?"),
    "choices": [
        {"type": "item", "id": "a", "value": _("Sign in with VNeID")},
        {"type": "item", "id": "b", "value": _("Fill in the form")},
        {"type": "item", "id": "c", "value": _("Press Send")},
    ],
    "explanation": _("The form knows your name once you have signed in."),
}


class OrderBlock(QuestionBlock):
    choices = ListBlock(
        CharBlock(label=_("Line"), max_length=200),
        label=_("Lines, in the right order"),
        help_text=how_many(2, 7),
        min_num=2,
        max_num=7,
        default=["", "", ""],
    )
    explanation = TextBlock(
        label=_("Explanation"),
        max_length=400,
        rows=2,
        help_text=_("Read after answering: why this is the order."),
    )

    class Meta:
        label = _("Put in order")
        icon = "list-ol"
        description = _("Lines that are shown mixed, to be put in the right order.")
        preview_value = EXAMPLE


class NumberedLines(forms.MultiWidget):
    """A list of lines, each with a box to choose its number from."""

    template_name = "quizzes/question_types/order.html"

    def __init__(self, texts: Sequence[str], numbers: list[tuple[str, str]]) -> None:
        self.texts = texts
        super().__init__([forms.Select(choices=numbers) for _line in texts])

    def decompress(self, value: Any) -> list[str]:
        """Return what the boxes show: nothing is chosen beforehand."""
        return [""] * len(self.widgets)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        context["widget"]["lines"] = list(zip(self.texts, boxes, strict=True))
        return context


class OrderField(forms.MultiValueField):
    """Gives back the ids of the lines in the order that their numbers say."""

    default_error_messages = {
        "twice": _("%(question)s: two lines have the same number."),
    }

    def __init__(self, choices: list[tuple[str, str]], **options: Any) -> None:
        self.ids = [each for each, _text in choices]
        each_number = [str(number) for number in range(1, len(choices) + 1)]
        numbers = [("", "–"), *zip(each_number, each_number, strict=True)]
        super().__init__(
            [forms.ChoiceField(choices=numbers) for _line in choices],
            widget=NumberedLines([text for _id, text in choices], numbers),
            require_all_fields=False,
            **options,
        )

    def compress(self, numbers: list[str]) -> list[str] | None:
        """Return the ids in order.

        Raises: ``ValidationError`` where two lines have the same number.
        """
        if len(set(numbers)) < len(numbers):
            sentence = self.error_messages["twice"] % {"question": self.label}
            raise ValidationError(sentence, code="twice")
        placed = sorted(zip(map(int, numbers), self.ids, strict=True))
        return [each for _number, each in placed]


@question_type("order")
class Order(QuestionType):
    """An answer is the list of ids, first line first."""

    block = OrderBlock
    example = {"value": EXAMPLE, "right": ["a", "b", "c"], "wrong": ["b", "a", "c"]}

    def frozen(self, value: Any) -> dict[str, Any]:
        """Return the text, the lines in the right order, and why it is the order."""
        lines = value["choices"].bound_blocks
        return {
            "text": str(value["text"]),
            "choices": [{"id": line.id, "text": str(line.value)} for line in lines],
            "explanation": str(value["explanation"]),
        }

    def field(self, question: dict[str, Any], order: list[str]) -> forms.Field:
        texts = {choice["id"]: choice["text"] for choice in question["choices"]}
        return OrderField(
            [(each, texts[each]) for each in order],
            help_text=_("Choose a number for each line. Number 1 comes first."),
        )

    def cleaned(self, question: dict[str, Any], raw: Any) -> list[str] | None:
        ids = ids_of(question)
        fits = isinstance(raw, list) and len(raw) == len(ids)
        return raw if fits and all(each in raw for each in ids) else None

    def points(self, question: dict[str, Any], answer: list[str]) -> int:
        return int(answer == ids_of(question))

    def review(
        self, question: dict[str, Any], answer: list[str] | None, order: list[str]
    ) -> list[ReviewLine]:
        """Return the lines in the right order, each with where the resident had it."""
        return [
            _placed(f"{number}. {choice['text']}", answer, choice["id"], number)
            for number, choice in enumerate(question["choices"], start=1)
        ]

    def drawn(self, question: dict[str, Any], shuffled: list[str]) -> list[str]:
        """Return the lines mixed; never in the right order, which would tell."""
        if shuffled == ids_of(question):
            return [*shuffled[1:], *shuffled[:1]]
        return shuffled


def _placed(
    text: str, answer: list[str] | None, choice_id: str, number: int
) -> ReviewLine:
    """Return the line that belongs at ``number``, with a note on where it was put."""
    if answer is None:
        return ReviewLine(text, chosen=False, right=True)
    put = answer.index(choice_id) + 1
    if put == number:
        return ReviewLine(text, chosen=True, right=True, note=gettext("In its place."))
    note = gettext("You gave this line number %(number)d.") % {"number": put}
    return ReviewLine(text, chosen=True, right=False, note=note)
