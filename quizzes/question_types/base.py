"""The contract of a question type, and the register that finds them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from wagtail.blocks import StructBlock

from lms.lib.registers import Register


@dataclass(frozen=True)
class ReviewLine:
    """One line of an answered question: what was done with it, and what teaches."""

    text: str
    chosen: bool
    right: bool
    feedback: str = ""
    note: str = ""  # in place of the stock words for chosen and right


class QuestionType:
    """One way of asking. A type is one file; its key is stored and never renamed.

    A question is the plain JSON that an edition keeps: ``text``, where there is
    something to choose ``choices`` with an ``id`` and a ``text`` each, and whatever
    else the type needs. An answer is plain JSON as well. ``order`` holds the ids of
    the choices as this resident sees them.
    """

    block: ClassVar[type[StructBlock]]  # what a trainer fills in
    example: ClassVar[dict[str, Any]]  # "value", a "right" and a "wrong" answer

    def frozen(self, value: Any) -> dict[str, Any]:
        """Return the block's value as plain JSON with stable choice ids."""
        raise NotImplementedError

    def field(self, question: dict[str, Any], order: list[str]) -> forms.Field:
        """Return the form field that asks ``question``, choices in ``order``."""
        raise NotImplementedError

    def cleaned(self, question: dict[str, Any], raw: Any) -> Any:
        """Return the answer as it is kept, or None where ``raw`` is no answer to it.

        ``raw`` comes from anywhere, a phone's old copy included: nothing is trusted.
        """
        raise NotImplementedError

    def points(self, question: dict[str, Any], answer: Any) -> int:
        """Return the whole points that a cleaned answer earns: 0 or 1."""
        raise NotImplementedError

    def review(
        self, question: dict[str, Any], answer: Any, order: list[str]
    ) -> list[ReviewLine]:
        """Return what the result page shows; ``answer`` is cleaned, or None."""
        raise NotImplementedError

    def drawn(self, question: dict[str, Any], shuffled: list[str]) -> list[str]:
        """Return the choices in the order of the paper: shuffled, unless it matters."""
        return shuffled


QUESTION_TYPES: Register[QuestionType] = Register()


def question_type(key: str) -> Callable[[type[QuestionType]], type[QuestionType]]:
    """Return a decorator that files a type under ``key``."""

    def file(kind: type[QuestionType]) -> type[QuestionType]:
        QUESTION_TYPES.add(key)(kind())
        return kind

    return file
