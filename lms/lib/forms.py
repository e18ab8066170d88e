"""Form fields for what Vietnamese people really type."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.lib.numbers import NumberError, decimal_number, whole_number
from lms.lib.phones import as_dialled
from lms.lib.text import TextError, clean_line, clean_text, visible

MOST_LETTERS = 100_000  # where a column has no end; nobody types a book into a field


class LineField(forms.CharField):
    """One line of text, cleaned: NFC, nothing invisible, `Đ` for `Ð`, single spaces."""

    cleaned = staticmethod(clean_line)

    def __init__(self, *, max_length: int | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.room = max_length or MOST_LETTERS
        if max_length:
            self.widget.attrs.setdefault("maxlength", str(max_length))
        # Invisible characters are taken out, NUL among them: no need to refuse it.
        self.validators = []

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        try:
            return self.cleaned(typed, self.room) or self.empty_value
        except TextError as problem:
            raise ValidationError(problem.for_resident) from problem


class LinesField(LineField):
    """The same of several lines, with at most one empty line in a row."""

    widget = forms.Textarea
    cleaned = staticmethod(clean_text)


class RichField(forms.CharField):
    """Text with its marks, as the editor sends it, without what shows nothing."""

    def to_python(self, value: Any) -> str:
        return visible(super().to_python(value))


class WholeNumberField(forms.IntegerField):
    """A whole number, as people write it: 1.128, 1,128 and 1 128 are the same."""

    # A browser's own number field takes 1.128 for little more than one.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        return _read(whole_number, str(value))


class NumberField(forms.DecimalField):
    """A number that may have a fraction: 20,5 and 20.5 are the same."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        places = 2 if self.decimal_places is None else self.decimal_places
        return _read(decimal_number, value, places=places)


def _read(read: Callable[..., Any], typed: str, **how: Any) -> Any:
    """Return the number that was typed. Raises: ``ValidationError`` in a sentence."""
    if not (text := visible(typed).strip()):
        return None
    try:
        return read(text, **how)
    except NumberError as problem:
        raise ValidationError(problem.for_resident, code="invalid") from problem


class PhoneField(LineField):
    """A Vietnamese phone number, kept as E.164; empty where none was given."""

    default_error_messages = {
        "not_a_number": _(
            "This is not a phone number in use today. A mobile number has ten digits "
            "and begins with 0. You may also leave it empty."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=30, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return a number as it is dialled here, to look at or to change."""
        return as_dialled(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "VN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(self.error_messages["not_a_number"])
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
