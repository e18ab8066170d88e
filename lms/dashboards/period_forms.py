"""What is filled in for a report: a period's days and titles, a remark, a reason."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.dashboards.models import Period
from lms.dashboards.models.periods import REMARK_LENGTH
from lms.lib.forms import LineField, LinesField

DAYS = {
    "input_formats": ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
    "error_messages": {"invalid": _("Please write the day as 22/11/2026.")},
}
DAYS_TO_REPORT = 5


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget, **DAYS)


class PeriodForm(forms.Form):
    """On which days the communes report, and how the period is called."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Period.Kind, widget=forms.RadioSelect
    )
    first_on = day_field(_("First day"))
    last_on = day_field(
        _("Last day"), _("The figures are those of this day, by where people live.")
    )
    due_on = day_field(
        _("Due on"), _("Until the end of this day communes submit their reports.")
    )
    title_vi = LineField(label=_("Title in Vietnamese"), max_length=120)
    title_en = LineField(label=_("Title in English"), max_length=120)


def last_month(today: date) -> dict[str, Any]:
    """Return what a report on the month that ended last begins with."""
    last = today.replace(day=1) - timedelta(days=1)
    return {
        "kind": Period.Kind.MONTH,
        "first_on": last.replace(day=1),
        "last_on": last,
        "due_on": last + timedelta(days=DAYS_TO_REPORT),
        "title_vi": f"Tháng {last.month}/{last.year}",
        "title_en": f"{last:%B} {last.year}",
    }


class StepForm(forms.Form):
    """A step of a report: which one, what was seen, and words that go with it."""

    use_required_attribute = False

    step = LineField(max_length=40)
    seen = LineField(max_length=200, required=False)
    remark = LinesField(
        label=_("Remark"),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
