"""Why a file is not read, each in a sentence for whoever sent it."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SheetError(ValueError):
    """A file that is not read as a sheet. Nothing of it was kept."""

    sentence: ClassVar[Promise]

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def for_resident(self) -> str:
        return str(self.sentence)


class EmptyFile(SheetError):
    sentence = _("This file is empty. Please choose the file with the list in it.")


class FileTooBig(SheetError):
    sentence = _(
        "This file is bigger than 20 MB. Please copy the list alone, without pictures, "
        "into a new sheet, and send that."
    )


class SheetTooBig(SheetError):
    sentence = _(
        "This sheet reaches further than a list of people can: more than 100,000 rows "
        "or 256 columns. Please copy the list alone into a new sheet, and send that."
    )


class UnpacksTooBig(SheetError):
    sentence = _(
        "This file grows far too big when it is opened, so it was left closed. Please "
        "copy the list alone into a new sheet, and send that."
    )


class NotASheet(SheetError):
    sentence = _(
        "This is not a sheet. Please send a file of Excel (.xlsx or .xls), LibreOffice "
        "(.ods), or text with commas or tabs (.csv)."
    )


class OtherKind(SheetError):
    sentence = _(
        "This sheet is of a kind we do not read, whatever its name says. Please open "
        "it, save it as “Excel workbook (.xlsx)”, and send that."
    )


class Damaged(SheetError):
    sentence = _(
        "This file is damaged or was cut off on its way. Please open it on your "
        "computer, save it under a new name, and send it again."
    )


class Locked(SheetError):
    sentence = _(
        "This file is locked with a password. Please open it, take the password away, "
        "save it, and send it again."
    )


class Suspicious(SheetError):
    sentence = _(
        "This file holds something that no list needs and that can do harm, so it was "
        "left closed. Please copy the list alone into a new sheet, and send that."
    )


class NoSuchSheet(SheetError):
    sentence = _("The file has no such sheet any more. Please choose again.")


REFUSALS: dict[str, type[SheetError]] = {
    kind.__name__: kind
    for kind in (
        *(EmptyFile, FileTooBig, SheetTooBig, UnpacksTooBig, NotASheet, OtherKind),
        *(Damaged, Locked, Suspicious, NoSuchSheet),
    )
}
