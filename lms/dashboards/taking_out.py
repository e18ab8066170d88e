"""A commune's residents as a list that leaves the system: what for is asked first."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import StringIO

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.exports import FILES
from lms.dashboards.roster import Person, people
from lms.dashboards.tables import between_cells, harmless
from lms.learners.forms import HamletField
from lms.learners.models import Learner
from lms.lib.forms import LineField
from lms.lib.sheets.books import Page, workbook
from lms.looks.services import take_out

KINDS = ("xlsx", "csv")
Row = list[str | int]
SHORTEST = 10  # letters; "list" says nothing to a resident who reads it
AT_ONCE = 500  # residents read with one round of queries


class TakingOutForm(forms.Form):
    """Of which hamlet, as what, and what for: the resident reads that later."""

    use_required_attribute = False

    purpose = LineField(
        label=gettext_lazy("What is the list for?"),
        help_text=gettext_lazy(
            "Such as: to invite those who have not begun. It is kept with your name; "
            "residents read it."
        ),
        max_length=200,
    )
    hamlet = HamletField(
        label=gettext_lazy("Hamlet"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("All hamlets"),
        error_messages={
            "invalid_choice": gettext_lazy("Please choose a hamlet from the list.")
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[(kind, FILES[kind].label) for kind in KINDS],
        initial="xlsx",
        widget=forms.RadioSelect,
    )

    def __init__(self, hamlets: QuerySet, *args: object, **kwargs: object) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["hamlet"].queryset = hamlets

    def clean_purpose(self) -> str:
        purpose = self.cleaned_data["purpose"]
        if sum(letter.isalpha() for letter in purpose) < SHORTEST:
            raise ValidationError(
                _("Please say it so that the people on the list understand it.")
            )
        return purpose


@transaction.atomic
def names_file(
    place: Unit,
    *,
    purpose: str,
    kind: str,
    by: User,
    at: datetime,
) -> bytes:
    """Return the residents of a place as a file, and log that.

    Also those who still wait in a hamlet that was divided; not who has left.

    Phones stay here: nobody was asked whether they may travel.
    """
    today = timezone.localdate(at)
    hamlets = Unit.objects.hamlets().within(place)
    there = Learner.objects.taking_part().living_in(hamlets, on=today)
    rows = [_row(person) for person in _everybody(there.by_given_name(), today)]
    take_out(place, purpose, len(rows), file_kind=kind, by=by, at=at)
    if kind == "csv":
        return _as_csv([_headings(), *rows])
    return workbook([Page(_("People"), _headings(), rows)])


def _as_csv(rows: Iterable[Row]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=between_cells())
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _everybody(learners: QuerySet, today: date) -> Iterator[Person]:
    some: list[Learner] = []
    for learner in learners.iterator(chunk_size=AT_ONCE):
        some.append(learner)
        if len(some) == AT_ONCE:
            yield from people(some, on=today)
            some = []
    yield from people(some, on=today)


def _headings() -> list[str]:
    return [
        _("Full name"),
        _("Year of birth"),
        _("Learner code"),
        _("Hamlet"),
        _("Courses completed"),
        _("Which courses, and when"),
        _("Certificates"),
    ]


def _row(person: Person) -> Row:
    done = [f"{each.title} ({each.done_on:%d/%m/%Y})" for each in person.courses]
    papers = [each.certificate.number for each in person.courses if each.certificate]
    papers += [each.number for each in person.programmes]
    return [
        person.learner.full_name,
        person.learner.birth_year,
        person.learner.code,
        str(person.hamlet),
        len(done),
        "; ".join(done),
        "; ".join(papers),
    ]
