"""Checking a certificate by its number, its file, or the name on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lms.certificates.examining.reading import MOST_BYTES
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


class FileForm(forms.Form):
    """A certificate as a file, from a mail or a phone."""

    use_required_attribute = False
    TOO_BIG = _("This file is far larger than any certificate of ours, so it is none.")

    file = forms.FileField(
        label=_("The certificate as a PDF file"),
        help_text=_(
            "We look whether it was issued here and nothing in it was changed. The "
            "file is not kept."
        ),
        error_messages={
            "required": _("Please choose the PDF file first."),
            "empty": _("This file is empty. Please choose the certificate's file."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(self.TOO_BIG)
        return file


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
