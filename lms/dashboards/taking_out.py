"""A list with names that is to leave the system: what for is asked first."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.communes.models import Unit
from lms.dashboards.exports import FILES
from lms.dashboards.tables import between_cells, harmless
from lms.learners.forms import HamletField
from lms.lib.forms import LineField
from lms.lib.sheets.books import Cell, Page, workbook

KINDS = ("xlsx", "csv")
SHORTEST = 10  # letters; "list" says nothing to a resident who reads it


class PurposeForm(forms.Form):
    """As what, and what for: the resident reads that later."""

    use_required_attribute = False

    purpose = LineField(
        label=gettext_lazy("What is the list for?"),
        help_text=gettext_lazy(
            "Such as: to invite those who have not begun. It is kept with your name; "
            "residents read it."
        ),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[(kind, FILES[kind].label) for kind in KINDS],
        initial="xlsx",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_purpose(self) -> str:
        purpose = self.cleaned_data["purpose"]
        if sum(letter.isalpha() for letter in purpose) < SHORTEST:
            raise ValidationError(
                _("Please say it so that the people on the list understand it.")
            )
        return purpose


class TakingOutForm(PurposeForm):
    """The same of people, of one hamlet or all."""

    field_order = ("purpose", "hamlet", "kind")

    hamlet = HamletField(
        label=gettext_lazy("Hamlet"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("All hamlets"),
        error_messages={
            "invalid_choice": gettext_lazy("Please choose a hamlet from the list.")
        },
    )

    def __init__(self, hamlets: QuerySet, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].queryset = hamlets


def as_file(
    kind: str, title: str, headings: list[str], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """Return a list as a spreadsheet of this kind, with no cell that can run."""
    if kind == "csv":
        return _as_csv([headings, *rows])
    return workbook([Page(title, headings, rows)])


def _as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=between_cells())
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
