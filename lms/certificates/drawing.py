"""The certificate as a document: words in, PDF out; no rows, no settings.

Drawn by typst from ``design/certificate.typ``: PDF/A-3a for keeping and PDF/UA-1 for
being read aloud, both enforced while drawing. The same words give the same bytes.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno
import typst

from lms.certificates import cloth
from lms.certificates.lettering import printable
from lms.certificates.wording import WORDING, Wording

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
STANDARDS = ["a-3a", "ua-1"]
VIET_NAM = timezone(timedelta(hours=7))

_drawing = Lock()  # a compiler draws one document at a time


class NameMissing(ValueError):
    """Of the holder's name nothing is left that could be printed."""


@dataclass(frozen=True)
class CertificateWords:
    """All that a certificate says, as of the day it was earned.

    Whatever is left empty is left out. Personal data: the holder's name and where
    they lived, to be printed; held only while drawing.
    """

    holder_name: str
    title: str  # of the course or programme, in ``language``
    completed_on: date
    number: str
    check_url: str  # up to 62 characters keep the QR code's squares large
    language: Literal["vi", "en"] = "vi"
    kind: Literal["course", "programme"] = "course"
    place: str = ""  # where they lived: hamlet, commune, province
    unit_name: str = ""  # where they learnt
    learning_minutes: int = 0
    witness: Literal["", "alone", "helped", "checked"] = ""
    points_earned: int | None = None
    points_possible: int | None = None
    organisation: str = "Học Số"
    signatory_name: str = ""
    signatory_title: str = ""
    logo: bytes = b""  # SVG, PNG, JPEG or WebP


def draw_pdf(words: CertificateWords) -> bytes:
    """Return the certificate as PDF/A-3a and PDF/UA-1: one A4 sheet, landscape.

    Raises: ``NameMissing``; ``typst.TypstError`` for a logo that is no picture.
    """
    return _drawn(words, format="pdf", pdf_standards=STANDARDS)


def _drawn(words: CertificateWords, **output: Any) -> bytes:
    return typeset(_design(), _as_data(words), day=words.completed_on, **output)


def typeset(design: bytes, data: dict[str, Any], *, day: date, **output: Any) -> bytes:
    """Return a design drawn with its data, dated that day; one at a time."""
    with _drawing:
        return _compiler().compile(
            input=design,
            sys_inputs={"words": json.dumps(data)},
            timestamp=datetime(day.year, day.month, day.day, tzinfo=VIET_NAM),
            **output,
        )


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler of this process, made when it first draws.

    Not before: its threads would not live on in a worker that is forked later.
    """
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )
    return typst.Compiler(font_paths=fonts)


@cache
def _design() -> bytes:
    return (HERE / "design" / "certificate.typ").read_bytes()


def _as_data(words: CertificateWords) -> dict[str, Any]:
    """Return what the design asks for: texts clean, pictures as lists of bytes."""
    said = WORDING[words.language]
    name = printable(words.holder_name)
    if not name:
        raise NameMissing
    title, number = printable(words.title), printable(words.number)
    claim = said.claim[words.kind]
    return {
        **said.as_printed,
        "language": words.language,
        "document_title": f"{said.heading} {number} · {name}",
        "document_description": f"{name} {claim}: {title}",
        "organisation": printable(words.organisation),
        "holder_name": name,
        "place": printable(words.place),
        "claim": claim,
        "title": title,
        "facts": _facts(words, said),
        "number": number,
        "signatory_name": printable(words.signatory_name),
        "signatory_title": printable(words.signatory_title),
        **_how_to_check(words.check_url, said),
        **_pictures(words.logo),
    }


def _facts(words: CertificateWords, said: Wording) -> list[tuple[str, str]]:
    """Return label and value of what is known, in the order it is printed."""
    facts = [(said.completed_label, said.day(words.completed_on))]
    if words.learning_minutes > 0:
        facts.append((said.time_label, said.duration(words.learning_minutes)))
    if unit_name := printable(words.unit_name):
        facts.append((said.unit_label, unit_name))
    if words.witness:
        facts.append((said.witness_label, said.witness[words.witness]))
    if words.points_possible and words.points_earned is not None:
        points = said.points.format(words.points_earned, words.points_possible)
        facts.append((said.points_label, points))
    return facts


def _how_to_check(url: str, said: Wording) -> dict[str, str]:
    """Return the address of the check page, and the QR code of it as SVG.

    Level M bears a stain or a fold; more would make its squares too small to be
    read from a photo of the wall.
    """
    code = BytesIO()
    segno.make(url, error="m", micro=False).save(
        code, kind="svg", border=0, omitsize=True, xmldecl=False, dark="#17402f"
    )
    return {
        "check_url": url,
        "code": code.getvalue().decode(),
        "code_alt": said.code_alt.format(url),
    }


def _pictures(logo: bytes) -> dict[str, list[int]]:
    pictures = {"band": cloth.band(), "star": cloth.star(), "logo": logo}
    return {name: list(picture) for name, picture in pictures.items()}
