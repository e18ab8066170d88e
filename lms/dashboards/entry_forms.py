"""What an officer fills in: a target, or what another office says in numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.dashboards.forms import day_field
from lms.dashboards.models import Audience, Measure, OfficialFigure, Target
from lms.dashboards.models.entries import IN_PER_CENT, IN_SHARES
from lms.lib.forms import LineField, NumberField, WholeNumberField
from lms.progress.models import Programme


class EntryForm(forms.ModelForm):
    """A period and a source; the rest is what the kind of entry adds."""

    use_required_attribute = False

    from_on = day_field(label=_("From"))
    until_on = day_field(label=_("Until"))
    source = LineField(
        label=_("Source"),
        help_text=_("The decision, plan or report in which it stands."),
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day lies before the first."))
        return values


class TargetForm(EntryForm):
    class Meta:
        model = Target
        fields = ["programme", "audience", "measure", "value"]
        field_classes = {"value": WholeNumberField}

    field_order = [*Meta.fields, "from_on", "until_on", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.filter(active=True)
        self.fields["programme"].empty_label = _("Any course or programme")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        value = values.get("value")
        if value == 0:
            self.add_error("value", _("A target is at least 1."))
        measure = values.get("measure")
        if measure in IN_SHARES and value and value > 100:
            self.add_error("value", _("A share is at most 100 per cent."))
        everybody = values.get("audience") == Audience.EVERYBODY
        if measure == Measure.SHARE and everybody:
            self.add_error("audience", _("A share is counted of the adults only."))
        if measure == Measure.HOUSEHOLDS:
            values |= {"audience": Audience.EVERYBODY}
            if values.get("programme"):
                sentence = _("A household is counted by core skills, not by programme.")
                self.add_error("programme", sentence)
        return values


class OfficialForm(EntryForm):
    said_on = day_field(label=_("As of"))

    class Meta:
        model = OfficialFigure
        fields = ["kind", "value"]
        field_classes = {"value": NumberField}

    field_order = [*Meta.fields, "said_on", "from_on", "until_on", "source"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        value = values.get("value")
        if value is not None and value < 0:
            self.add_error("value", _("A number of an office is never below nought."))
        if value and value > 100 and values.get("kind") in IN_PER_CENT:
            self.add_error("value", _("A share is at most 100 per cent."))
        return values
