"""What is said about a cell: kept as a key, shown in the language of the reader."""

from dataclasses import asdict, dataclass
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
}


@dataclass(frozen=True)
class Remark:
    """A sentence by its key, with the cell it is about and the value made of it."""

    key: str
    cell: str = ""
    value: Any = ""

    def __str__(self) -> str:
        return str(SENTENCES[self.key]) % asdict(self)
