"""What an officer fills in to have a list taken over."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.learners.forms import HamletField
from lms.learners.models import RosterImport
from lms.learners.rosters import values
from lms.learners.rosters.starting import as_columns
from lms.lib.forms import WholeNumberField
from lms.lib.sheets.cells import Book, Sheet
from lms.lib.sheets.lettering import LETTERINGS

# What a column may hold, in the order in which it is offered.
FIELDS = (
    ("full_name", _("Full name")),
    ("surname", _("Surname and middle name")),
    ("given_name", _("Given name")),
    ("birth", _("Birth year or date")),
    ("birth_male", _("Birth year, of men")),
    ("birth_female", _("Birth year, of women")),
    ("sex", _("Sex")),
    ("male", _("A cross for men")),
    ("female", _("A cross for women")),
    ("phone", _("Phone")),
    ("hamlet", _("Hamlet")),
    ("household", _("Household head")),
    ("commune", _("Commune")),
    ("note", _("Note")),
)
LETTERINGS_SHOWN = {
    "unicode": "Unicode",
    "windows-1258": "Windows-1258",
    "tcvn3": "TCVN3 (ABC, .VnTime)",
    "tcvn3-capitals": "TCVN3 (.VnTimeH)",
    "vni": "VNI",
    "utf-8-twice": _("Letters saved wrongly once"),
}
SAMPLES = 3


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "A sheet of Excel (.xlsx, .xls), LibreOffice (.ods) or text (.csv), as it "
            "is. Nothing is taken over before you have seen what would happen."
        ),
        error_messages={
            "required": _("Please choose the file first."),
            "empty": _("This file is empty. Please choose the file with the list."),
        },
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class SheetForm(forms.Form):
    """Which sheet of a file is the list, and how its letters are read."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int)
    lettering = forms.ChoiceField(
        label=_("Lettering"),
        help_text=_("Change it only where the names below look wrong."),
        choices=[(key, LETTERINGS_SHOWN.get(key, key)) for key in LETTERINGS],
    )

    def __init__(self, roster: RosterImport, book: Book, *args: Any) -> None:
        initial = {"sheet": roster.sheet, "lettering": roster.lettering}
        super().__init__(*args, initial=initial, label_suffix="")
        self.fields["sheet"].choices = [
            (number, sheet.name or number + 1)
            for number, sheet in enumerate(book.sheets)
        ]


class ColumnsForm(forms.Form):
    """What stands in which column, and from which line on."""

    first_row = WholeNumberField(
        label=_("The first line with a person"), min_value=1, max_value=100_000
    )
    hamlet = HamletField(
        label=_("Hamlet of the lines that name none"),
        queryset=Unit.objects.none(),
        empty_label=_("There is none: refuse such lines"),
        required=False,
        error_messages={"invalid_choice": _("Please choose a hamlet from the list.")},
    )

    def __init__(
        self, roster: RosterImport, sheet: Sheet, hamlets: QuerySet, *args: Any
    ) -> None:
        kept = roster.mapping
        held = {column: field for field, column in kept["fields"].items()}
        initial = {"first_row": kept["first_row"], "hamlet": kept["hamlet"] or None}
        super().__init__(*args, initial=initial, label_suffix="")
        self.fields["hamlet"].queryset = hamlets
        self.sheet, self.first_row = sheet, kept["first_row"]
        self.titles, self.sure = kept.get("titles", []), kept.get("sure", {})
        for column in range(_width(sheet)):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=self._title(column),
                choices=[("", _("not needed")), *FIELDS],
                initial=held.get(column, ""),
                required=False,
            )

    def columns(self) -> Iterator[tuple[forms.BoundField, list[str], bool]]:
        """Give each column: its field, what stands in it, whether it was guessed."""
        people = [row for row in self.sheet.top if row.number >= self.first_row]
        for column in range(_width(self.sheet)):
            field = self[f"column_{column}"]
            texts = (
                values.as_text(row.values[column])
                for row in people
                if column < len(row.values)
            )
            filled = [text[:40] for text in texts if text][:SAMPLES]
            if filled or field.value():
                sure = self.sure.get(field.value() or "", 100)
                yield field, filled, sure < 100

    def fields_chosen(self) -> dict[str, int]:
        """Return the column of each field. Raises: `ColumnTwice`."""
        chosen = [
            (self.cleaned_data[f"column_{column}"], column)
            for column in range(_width(self.sheet))
        ]
        return as_columns((field, column) for field, column in chosen if field)

    def _title(self, column: int) -> str:
        title = self.titles[column] if column < len(self.titles) else ""
        return title[:60] or _("Column %(number)d") % {"number": column + 1}


def _width(sheet: Sheet) -> int:
    return min(max((len(row.values) for row in sheet.top), default=0), 40)
