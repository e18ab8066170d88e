"""Checking a certificate by its number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.certificates.numbers import NumberError, NumberMissing, check_number
from lms.lib.forms import LineField


class CheckForm(forms.Form):
    """A number as somebody reads it off paper: spaces, small letters and all."""

    number = LineField(
        label=_("Number of the certificate"),
        help_text=_("It begins with HS and stands beside the square code."),
        max_length=40,
        error_messages={"required": NumberMissing.for_resident},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "HS-0000-0000-0",
            }
        ),
    )

    def clean_number(self) -> str:
        try:
            return check_number(self.cleaned_data["number"])
        except NumberError as problem:
            raise ValidationError(problem.for_resident) from problem


class HolderForm(forms.Form):
    """The name on the paper, to be compared with one that is not kept any more."""

    use_required_attribute = False

    name = LineField(
        label=_("Name on the paper"),
        help_text=_("With all its marks, as it stands there."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
