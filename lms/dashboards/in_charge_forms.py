"""What an officer fills in to give somebody a position, and to end one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Position, UnitQuerySet
from lms.learners.forms import HamletField, NameField
from lms.lib.forms import LineField


class DayField(forms.DateField):
    """A day, picked or written as people here write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={
                "invalid": gettext_lazy("Please write the day as 22/11/2026.")
            },
            **kwargs,
        )


class NewNameField(NameField):
    """A full name, or nothing where it is about somebody known."""

    def clean(self, value: Any) -> str:
        return super().clean(value) if (value or "").strip() else ""


class AppointForm(forms.Form):
    """Who: somebody new by name, or somebody with a sign-in by user name."""

    use_required_attribute = False

    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    unit = HamletField(
        label=gettext_lazy("Where"),
        queryset=None,
        empty_label=None,
        error_messages={
            "invalid_choice": gettext_lazy("Please choose a place from the list.")
        },
    )
    full_name = NewNameField()
    user_name = LineField(
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("Of somebody who signs in already. Then no name."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(
        self,
        roles: Sequence[Role],
        units: UnitQuerySet,
        *args: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, label_suffix="", initial={"from_on": today}, **kwargs)
        self.today = today
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["unit"].queryset = units
        name = self.fields["full_name"]
        name.required, name.label = False, _("Full name of somebody new")
        name.help_text = _("They get a card with a user name and a first password.")

    def clean_user_name(self) -> User | None:
        """Return who has this user name; a resident's card opens no office."""
        typed = self.cleaned_data["user_name"]
        if not typed:
            return None
        staff = User.objects.filter(is_staff=True, is_active=True)
        user = staff.filter(username=typed).first()
        if user is None:
            raise ValidationError(
                _("Nobody on the staff has this user name. Please ask them for it.")
            )
        return user

    def clean_from_on(self) -> date:
        day = self.cleaned_data["from_on"]
        if day < self.today:
            raise ValidationError(_("A position begins today at the earliest."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        known, new = data.get("user_name"), data.get("full_name")
        if known and new:
            sentence = _("Either a new name or a user name, please; not both.")
            self.add_error("user_name", sentence)
        if not (known or new or self.errors):
            self.add_error("full_name", _("Please write who it is."))
        if known and not self.errors and self._holds_it(known):
            self.add_error("user_name", _("They have this position already."))
        return data

    def _holds_it(self, user: User) -> bool:
        data = self.cleaned_data
        held = Position.objects.filter(user=user, unit=data["unit"], role=data["role"])
        return held.on(data["from_on"]).exists()


class EndForm(forms.Form):
    """At once, or with a last day to come."""

    use_required_attribute = False

    when = forms.ChoiceField(
        label=gettext_lazy("From when?"),
        choices=[
            ("day", gettext_lazy("After the day below")),
            ("now", gettext_lazy("At once")),
        ],
        initial="day",
        widget=forms.RadioSelect,
    )
    last_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("They may still do their work on that day."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", initial={"last_on": today}, **kwargs)
        self.today = today

    @property
    def at_once(self) -> bool:
        return self.cleaned_data["when"] == "now"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("when") == "day" and not (data.get("last_on") or self.errors):
            self.add_error("last_on", _("Please say which day is the last."))
        return data
