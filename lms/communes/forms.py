"""What somebody types to find a place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.lib.forms import LineField
from lms.lib.text import search_words


class FindForm(forms.Form):
    q = LineField(
        label=_("Name of the commune, ward, district or hamlet"),
        help_text=_(
            "An old name, or one without tone marks, is fine. With the district it is "
            "found sooner: Ngổ Luông Tân Lạc."
        ),
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"required": _("Please type the name of a place.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_q(self) -> str:
        typed = self.cleaned_data["q"]
        if len("".join(search_words(typed))) < 2:
            raise ValidationError(_("Please type at least two letters of the name."))
        return typed
