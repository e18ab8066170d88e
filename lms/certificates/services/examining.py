"""Says of a file whether it is a certificate of ours, to the last byte."""

import hashlib
import re
from dataclasses import dataclass
from typing import IO

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.certificates.examining.reading import (
    MOST_BYTES,
    NotRead,
    Signature,
    signatures_of,
)
from lms.certificates.models import Certificate, SignedSheet, SigningKey

MOST_NUMBERS = 20
NUMBER = re.compile(rb"HS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


class Finding(models.TextChoices):
    GENUINE = "genuine", _("Issued here, and unchanged.")
    WITHDRAWN = "withdrawn", _("Issued here and unchanged, but not valid any more.")
    CHANGED = (
        "changed",
        _("Bears a number or a signature of ours, but is not as issued."),
    )
    NOT_OURS = "not-ours", _("A PDF file, but not a certificate of ours.")
    UNREADABLE = "unreadable", _("Not a PDF file, or a damaged one.")
    TOO_BIG = "too-big", _("Larger than any certificate of ours.")
    NOT_NOW = "not-now", _("The machine is too busy to look into it.")


@dataclass(frozen=True)
class Verdict:
    """What a file is. ``certificate`` is the one it is, or claims to be.

    ``sheet`` is there for files alone that are as issued.
    """

    finding: Finding
    certificate: Certificate | None = None
    sheet: SignedSheet | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def genuine(self) -> bool:
        return self.finding == Finding.GENUINE


def examine(file: IO[bytes]) -> Verdict:
    """Return the verdict on a file. Whatever the file is, one comes within seconds.

    Genuine is only what two things say, which nobody holds both of: our digest of the
    very bytes, and the signature of the key that we noted for them. A key that is
    stolen signs no certificate that we would know; our list alone proves nothing.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        return Verdict(Finding.TOO_BIG)
    if not content.startswith(b"%PDF-"):
        return Verdict(Finding.UNREADABLE)
    try:
        signatures = tuple(signatures_of(content))
    except NotRead:
        return _unread(content)
    sheet = _sheet_of(content)
    if sheet and _vouches(sheet, signatures):
        paper = sheet.certificate
        finding = Finding.WITHDRAWN if paper.withdrawn_at else Finding.GENUINE
        return Verdict(finding, paper, sheet, signatures)
    claimed = _claimed(content)
    if claimed or _known(signatures):
        return Verdict(Finding.CHANGED, claimed, None, signatures)
    return Verdict(Finding.NOT_OURS, signatures=signatures)


def _vouches(sheet: SignedSheet, signatures: tuple[Signature, ...]) -> bool:
    """Return whether the one signature is sound, and of the key that was noted."""
    return len(signatures) == 1 and (
        signatures[0].is_sound and signatures[0].fingerprint == sheet.key.fingerprint
    )


def _unread(content: bytes) -> Verdict:
    """Return the verdict on a file whose signatures could not be read."""
    if _sheet_of(content):  # it is ours: the machine is to blame
        return Verdict(Finding.NOT_NOW)
    claimed = _claimed(content)
    return Verdict(Finding.CHANGED if claimed else Finding.UNREADABLE, claimed)


def _sheet_of(content: bytes) -> SignedSheet | None:
    digest = hashlib.sha256(content).hexdigest()
    sheets = SignedSheet.objects.select_related("certificate", "key")
    return sheets.filter(sha256=digest).first()


def _claimed(content: bytes) -> Certificate | None:
    """Return the certificate whose number stands in the file, if there is one."""
    said: dict[str, None] = {}
    for found in NUMBER.finditer(content):
        said[found[0].decode()] = None
        if len(said) == MOST_NUMBERS:
            break
    return Certificate.every.filter(number__in=said).first()


def _known(signatures: tuple[Signature, ...]) -> bool:
    names = [each.fingerprint for each in signatures]
    return SigningKey.objects.filter(fingerprint__in=names).exists()
