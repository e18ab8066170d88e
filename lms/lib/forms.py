"""Form fields for what Vietnamese people really type."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.lib.phones import as_dialled
from lms.lib.text import TextError, clean_line


class LineField(forms.CharField):
    """One line of text, cleaned: NFC, nothing invisible, `Đ` for `Ð`, single spaces."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.room = max_length
        self.widget.attrs.setdefault("maxlength", str(max_length))
        # Invisible characters are taken out, NUL among them: no need to refuse it.
        self.validators = []

    def to_python(self, value: Any) -> str:
        try:
            return clean_line(super().to_python(value), self.room)
        except TextError as problem:
            raise ValidationError(problem.for_resident) from problem


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
