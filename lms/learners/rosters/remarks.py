"""What is said about a cell: kept as a key, shown in the language of the reader."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "name_long": _("The name is longer than 80 letters."),
    "name_missing": _("There is no name."),
    "name_signs": _("A name has letters only, unlike “%(cell)s”."),
    "name_alone": _("From “%(cell)s” the name alone was taken: %(value)s."),
    "birth_missing": _("There is no birth year."),
    "birth_unread": _("No birth year can be read from “%(cell)s”."),
    "birth_out_of_range": _("Nobody who learns here was born in %(value)s."),
    "birth_taken": _("“%(cell)s” was read as the year %(value)s."),
    "sex_unread": _("“%(cell)s” is neither male nor female."),
    "phone_cut": _("The sheet has cut this phone number short: %(cell)s."),
    "phone_old": _("%(cell)s is an old number; today it is %(value)s."),
    "phone_several": _(
        "Of the numbers “%(cell)s” the first good one was taken: %(value)s."
    ),
    "phone_unread": _("“%(cell)s” is no phone number in use today."),
    "line_long": _("This is longer than 200 letters."),
    "hamlet_missing": _("There is no hamlet, in this line or above it."),
    "hamlet_above": _("The hamlet is left empty; %(value)s stands above it."),
    "hamlet_read": _("“%(cell)s” was taken for %(value)s."),
    "hamlet_was": _("“%(cell)s” is %(value)s today."),
    "hamlet_unknown": _("The commune has no hamlet “%(cell)s”."),
    "hamlet_nearest": _("The commune has no hamlet “%(cell)s”. Perhaps: %(value)s?"),
    "hamlet_several": _("“%(cell)s” may be any of these: %(value)s."),
    "hidden": _("The line is hidden in the file."),
    "after_the_end": _("It stands below the end of the list."),
    "twice": _("The same person stands in line %(value)s."),
    # Says the same of who withdrew and of who is forgotten, and of nobody why.
    "said_no": _("No list adds this person. They can register with a helper."),
    # Of somebody much like the line; says the same of all three, and names nobody.
    "perhaps_gone": _(
        "Somebody much like this has moved away or died, or is to be added by no list. "
        "Please ask them before you add anybody."
    ),
    "has_left": _("By what is written down this person has died or moved away."),
    "here_meanwhile": _("This person was registered after the list was checked."),
    "sex_both": _("Both male and female are ticked."),
}

# What stands in a column that anything is said about.
COLUMNS = {
    "full_name": _("Full name"),
    "birth": _("Year of birth"),
    "sex": _("Sex"),
    "phone": _("Phone"),
    "hamlet": _("Hamlet"),
    "household": _("Household head"),
    "note": _("Note"),
}

# What is wrong in a cell, and not only worth a look.
FAULTS = frozenset(
    {
        *("name_long", "name_missing", "name_signs"),
        *("birth_missing", "birth_unread", "birth_out_of_range"),
        *("sex_unread", "sex_both", "phone_cut", "phone_unread", "line_long"),
        *("hamlet_missing", "hamlet_unknown", "hamlet_nearest", "hamlet_several"),
    }
)

# Why a line may be about somebody who is here already.
WHYS = {
    "marks": _("the same name but for its marks"),
    "spelling": _("nearly the same name"),
    "year": _("born a year before or after"),
    "year_missing": _("the list has no birth year"),
    "year_other": _("born in another year"),
    "hamlet": _("lives in another hamlet"),
    "phone": _("the same phone"),
    "household": _("the same household"),
    "several": _("one of several people of this name"),
}


@dataclass(frozen=True)
class Remark:
    """A sentence by its key, with the cell it is about and the value made of it.

    ``column`` is a key of `COLUMNS`; empty where it is about the line as a whole.
    """

    key: str
    cell: str = ""
    value: Any = ""
    column: str = ""

    def __str__(self) -> str:
        return str(SENTENCES[self.key]) % vars(self)

    @property
    def with_column(self) -> str:
        """Return the sentence behind the name of the column it is about."""
        return f"{COLUMNS[self.column]}: {self}" if self.column else str(self)


def as_json(remark: Remark) -> dict[str, Any]:
    """Return the remark as a line keeps it."""
    return dict(vars(remark))


def from_json(kept: dict[str, Any] | None) -> Remark | None:
    """Return the remark that a line keeps."""
    return Remark(**kept) if kept else None
