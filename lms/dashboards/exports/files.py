"""The kinds of files there are: what each is called, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Kind
from lms.dashboards.exports.pages import pages_of
from lms.dashboards.exports.printed import as_pdf
from lms.dashboards.reports import Report
from lms.dashboards.tables import as_csv, file_name
from lms.lib.sheets.books import workbook


@dataclass(frozen=True)
class File:
    """One kind of file, and what it is good for."""

    label: str | Promise
    content_type: str
    make: Callable[[Report], bytes]


FILES = {
    "xlsx": File(
        _("Excel workbook"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda report: workbook(pages_of(report)),
    ),
    "csv": File(
        _("Text for any spreadsheet"),
        "text/csv",
        lambda report: as_csv(report).encode(),
    ),
    "pdf": File(_("To print"), "application/pdf", as_pdf),
}


def file_of(report: Report, kind: str) -> tuple[str, bytes]:
    """Return what a report's file of this kind is called, and what is in it."""
    name = file_name(report).removesuffix(".csv")
    return f"{name}.{kind}", FILES[kind].make(report)


@dataclass(frozen=True)
class Offer:
    """A file as a page offers it."""

    url: str
    label: str | Promise


def files_offered(
    report: Report, asked: Mapping[str, object] | None = None
) -> list[Offer]:
    """Return the files of a page; ``asked`` is the day and the units it shows."""
    view = "province" if report.unit.kind == Kind.PROVINCE else "commune"
    query = f"?{urlencode(asked)}" if asked else ""
    code = report.unit.code
    return [
        Offer(reverse(f"dashboards:{view}_file", args=[code, kind]) + query, file.label)
        for kind, file in FILES.items()
    ]
