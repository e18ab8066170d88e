"""What the blocks of several question types share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from lms.lib.text import nfc


class ChoiceBlock(StructBlock):
    """One choice, whether it is right, and what teaches whoever chose it."""

    text = CharBlock(label=_("Choice"), max_length=200)
    right = BooleanBlock(label=_("This is right"), required=False)
    feedback = TextBlock(
        label=_("Feedback"),
        max_length=400,
        rows=2,
        help_text=_("Read after answering: why this is right, or what to know."),
    )

    class Meta:
        label_format = "{text}"


class QuestionBlock(StructBlock):
    """What every question has: its words, and mostly a list of ``choices``."""

    text = TextBlock(label=_("Question"), max_length=400, rows=2)

    class Meta:
        label_format = "{text}"
        preview_template = "quizzes/block_preview.html"

    def fault(self, value: Any) -> str | Promise | None:
        """Return the sentence that tells a trainer what is wrong with the whole."""
        choices = value.get("choices", [])
        texts = [nfc(text_of(choice)).strip().casefold() for choice in choices]
        if len(set(texts)) < len(texts):
            return _("Two lines say the same. Make each one different.")
        return None

    def clean(self, value: Any) -> Any:
        """Return the value, checked as a whole unless it is only kept as a draft."""
        value = super().clean(value)
        fault = None if self.is_deferred_validation else self.fault(value)
        if fault:
            error = ListBlockValidationError(non_block_errors=[ValidationError(fault)])
            raise StructBlockValidationError({"choices": error})
        return value

    def get_preview_value(self) -> Any:
        return self.to_python(self.meta.preview_value)


def text_of(choice: Any) -> str:
    """Return the words of a choice: its own text, or itself where it is only words."""
    return choice if isinstance(choice, str) else choice["text"]


def how_many(minimum: int, maximum: int) -> Promise:
    """Return how many lines a list takes; the editor's plus sign never says so."""
    return format_lazy(_("From {least} to {most} lines."), least=minimum, most=maximum)


def choice_list(minimum: int, maximum: int, **options: Any) -> ListBlock:
    """Return the list of choices that a trainer fills in."""
    options.setdefault(
        "default", [{"text": "", "right": False, "feedback": ""}] * minimum
    )
    if minimum < maximum:
        options.setdefault("help_text", how_many(minimum, maximum))
    return ListBlock(
        ChoiceBlock(),
        label=_("Choices"),
        min_num=minimum,
        max_num=maximum,
        **options,
    )


def example_choices(*choices: tuple[str, bool, str]) -> list[dict[str, Any]]:
    """Return choices as they are stored, with ``a``, ``b``, ``c`` … for ids."""
    return [
        {
            "type": "item",
            "id": letter,
            "value": {"text": text, "right": right, "feedback": feedback},
        }
        for letter, (text, right, feedback) in zip("abcdef", choices, strict=False)
    ]
