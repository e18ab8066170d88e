"""What an officer fills in to move a resident, let them go, or forget them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.communes.models import Unit, UnitQuerySet
from lms.dashboards.in_charge_forms import DayField
from lms.learners.forms import HamletField
from lms.learners.models import WhyLeft


class PersonForm(forms.Form):
    """Every change of a row begins with the hamlets of the commune, and today."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, hamlets: UnitQuerySet, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.today = today
        if "hamlet" in self.fields:
            self.fields["hamlet"].queryset = hamlets

    def not_to_come(self, day: date) -> date:
        if day > self.today:
            raise ValidationError(_("This day lies in the future."))
        return day


class MoveHomeForm(PersonForm):
    hamlet = HamletField(
        label=gettext_lazy("Lives in"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Choose a hamlet"),
        error_messages={
            "invalid_choice": gettext_lazy("Please choose a hamlet from the list.")
        },
    )
    on = DayField(label=gettext_lazy("Since"))

    def clean_on(self) -> date:
        return self.not_to_come(self.cleaned_data["on"])


class LeaveForm(PersonForm):
    why = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=WhyLeft,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please tick one of them.")},
    )
    last_on = DayField(label=gettext_lazy("Last day here"))

    def clean_last_on(self) -> date:
        return self.not_to_come(self.cleaned_data["last_on"])


class ForgetForm(PersonForm):
    sure = forms.BooleanField(
        label=gettext_lazy("They wish it, and know that it cannot be undone"),
        error_messages={
            "required": gettext_lazy(
                "Please tick this if you are sure. Nothing has changed yet."
            )
        },
    )
