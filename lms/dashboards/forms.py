"""What an officer fills in: how many adults live in each hamlet, and who says so."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.communes.errors import CommunesError, CountedTomorrow
from lms.communes.models import Unit
from lms.communes.services import check_adults, check_households
from lms.dashboards.as_of import Units
from lms.dashboards.errors import EntryRefused
from lms.lib.forms import LineField, WholeNumberField

MOST = 100_000_000  # fits the column; what is too many for a place, its service knows
TOO_MANY = _("This number cannot be right. Please look for a digit too many.")
FIRST_YEAR = 2000


def day_field(**about: Any) -> forms.DateField:
    """Return a field for a day, as people write it or as a browser sends it."""
    return forms.DateField(
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Please write the day as 22/11/2026.")},
        **about,
    )


class DayForm(forms.Form):
    """A day to look back to, and in whose units."""

    use_required_attribute = False
    on = day_field(label=_("As of"))
    units = forms.ChoiceField(label=_("Units"), choices=Units, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Nothing was counted so long ago."))
        return day

    def clean_units(self) -> str:
        return self.cleaned_data["units"] or Units.NOW


class AdultsForm(forms.Form):
    """Numbers from one list, all of one day and one source; those left empty stay."""

    use_required_attribute = False
    title = _("How many adults live here")
    what = _("Adults")
    who = _("People of 18 or older")
    least = _("At least one adult, or leave it empty.")
    check = staticmethod(check_adults)

    counted_on = day_field(
        label=_("Counted on"), help_text=_("The day of the list, not of today.")
    )
    source = LineField(
        label=_("Source"),
        help_text=_("Who says so, such as: population register of the commune police."),
        max_length=200,
    )

    def __init__(self, places: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            self.fields[_name(place)] = WholeNumberField(
                label=str(place),
                min_value=1,
                max_value=MOST,
                required=False,
                error_messages={"min_value": self.least, "max_value": TOO_MANY},
            )

    def clean_counted_on(self) -> date:
        if self.cleaned_data["counted_on"] > timezone.localdate():
            raise forms.ValidationError(CountedTomorrow.sentence)
        return self.cleaned_data["counted_on"]

    def rows(self) -> Iterator[tuple[Unit, BoundField]]:
        """Give each place with the field for its number."""
        for place in self.places:
            yield place, self[_name(place)]

    def clean(self) -> dict[str, Any]:
        """Find all that is wrong at once: the day, the source, and every number."""
        values = super().clean()
        for place, number in self.numbers():
            try:
                self.check(place, number, counted_on=values.get("counted_on"))
            except CommunesError as problem:
                self.add_error(_name(place), problem.for_resident)
        if not self.errors and not self.numbers():
            self.add_error(None, _("Please write the number of at least one place."))
        return values

    def numbers(self) -> list[tuple[Unit, int]]:
        """Return the places for which a number was written, once the form is valid."""
        numbers = [(each, self.cleaned_data.get(_name(each))) for each in self.places]
        return [(place, number) for place, number in numbers if number is not None]

    def refuse(self, problem: EntryRefused) -> None:
        """Say at the number in question why it is not accepted."""
        self.add_error(_name(problem.unit), problem.for_resident)


def _name(place: Unit) -> str:
    return f"number-{place.pk.hex}"


class HouseholdsForm(AdultsForm):
    """The same for households."""

    title = _("How many households there are here")
    what = _("Households")
    who = _("All households, whoever of them learns")
    least = _("At least one household, or leave it empty.")
    check = staticmethod(check_households)
