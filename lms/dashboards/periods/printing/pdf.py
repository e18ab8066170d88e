"""A printed report as PDF, drawn by typst as certificates are."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

from lms.certificates.drawing import STANDARDS, typeset
from lms.dashboards.periods.printing.words import PrintedReport

DESIGN = Path(__file__).parent / "report.typ"


def as_pdf(words: PrintedReport) -> bytes:
    """Return the report as PDF/A-3a and PDF/UA-1; the same words, the same bytes."""
    data = asdict(words)
    day = data.pop("day")
    return typeset(_design(), data, day=day, format="pdf", pdf_standards=STANDARDS)


@cache
def _design() -> bytes:
    return DESIGN.read_bytes()
