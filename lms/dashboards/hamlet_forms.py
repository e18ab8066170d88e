"""What an officer fills in to change hamlets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit, UnitQuerySet
from lms.learners.forms import HamletField
from lms.lib.forms import LineField, LinesField


class ChangeForm(forms.Form):
    """By which decision; what else is asked depends on the change."""

    use_required_attribute = False

    source = LineField(
        label=_("By which decision"),
        help_text=_("Such as: resolution 12 of the people's council. It is kept."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.order_fields(["into", "name", "names", "on", "source"])

    def offer(self, communes: UnitQuerySet) -> None:
        """Take the communes that one may also change, where the change needs one."""


class DatedForm(ChangeForm):
    on = forms.DateField(
        label=_("First day"),
        help_text=_("The new hamlet begins that day; the old one ends the day before."),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Please write the day as 22/11/2026.")},
    )


class RenameForm(DatedForm):
    name = LineField(
        label=_("New name"),
        help_text=_("With the word before it if that changes too: Khu Mẫu."),
        max_length=80,
    )


class MergeForm(DatedForm):
    name = LineField(
        label=_("Name of the new hamlet"),
        help_text=_("It may be the name of one of them."),
        max_length=80,
    )


class SplitForm(DatedForm):
    names = LinesField(
        label=_("Names of the parts"),
        help_text=_("One name a line, at least two. One may keep the old name."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def clean_names(self) -> list[str]:
        """Return the lines that hold a name."""
        lines = self.cleaned_data["names"].splitlines()
        return [line for line in lines if line.strip()]


class MoveForm(DatedForm):
    into = HamletField(
        label=_("Into which commune"),
        queryset=Unit.objects.none(),
        empty_label=_("Choose a commune"),
        error_messages={"invalid_choice": _("Please choose a commune from the list.")},
    )
    name = LineField(
        label=_("Name in that commune"),
        help_text=_("Leave it empty if the name stays as it is."),
        max_length=80,
        required=False,
    )

    def offer(self, communes: UnitQuerySet) -> None:
        self.fields["into"].queryset = communes


class SettleForm(ChangeForm):
    name = LineField(
        label=_("Name in your commune"),
        help_text=_("Leave it empty if the name stays as it is."),
        max_length=80,
        required=False,
    )
