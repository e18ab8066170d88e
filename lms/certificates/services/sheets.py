"""Draws and signs sheets, and has them stamped: the worker's part, never a page's."""

import hashlib
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction

from lms.certificates.documents import words_of
from lms.certificates.drawing import draw_pdf
from lms.certificates.models import Certificate, SignedSheet, SigningKey
from lms.certificates.services.asking import AWAY_FOR, STAMPS_AWAY, ask_for_stamp
from lms.certificates.signing import keys
from lms.certificates.signing.errors import SheetChanged, StampProblem
from lms.certificates.signing.keys import Key
from lms.certificates.signing.signer import sign
from lms.certificates.signing.stamping import stamp as put_stamp


def draw(certificate_id: str, *, at: datetime) -> None:
    """Draw and sign the sheet if there is none.

    Raises: a `KeyProblem` where nothing can be signed; then nothing is kept, for no
    sheet is handed out without its signature.
    """
    certificate = Certificate.objects.filter(pk=certificate_id).first()
    if certificate is None or certificate.sheet or not certificate.holder_name:
        return  # of one that was withdrawn no sheet is drawn
    key = keys.current(at=at)
    how = {"reason": certificate.number, "to_be_stamped": bool(settings.TIME_STAMP_URL)}
    signed = sign(draw_pdf(words_of(certificate)), key, **how)
    with transaction.atomic():
        held = Certificate.objects.select_for_update()
        row = held.filter(pk=certificate_id).first()
        if row and not row.sheet and row.holder_name:
            sheet = row.signed_sheets.create(
                key=remember(key, at=at),
                sha256=_digest(signed),
                signed_at=at,
                to_be_stamped=how["to_be_stamped"],
            )
            _lay_down(row, signed, at=at)
            if sheet.to_be_stamped:
                ask_for_stamp(sheet, at=at)


def stamp(sheet_id: str, *, at: datetime) -> None:
    """Put a time stamp into a sheet that has none; the one without stays genuine.

    One that is away is left alone for some minutes: then what waits, waits on.
    Raises: `StampProblem`; `SheetChanged` where the file is not the one we signed.
    """
    sheet = SignedSheet.objects.select_related("certificate").get(pk=sheet_id)
    file = sheet.certificate.sheet
    wanted = sheet.to_be_stamped and settings.TIME_STAMP_URL
    if not wanted or cache.get(STAMPS_AWAY):
        return
    if file is None:
        # Lost, or its holder forgotten: whoever draws it anew has it stamped.
        SignedSheet.objects.filter(pk=sheet_id).update(to_be_stamped=False)
        return
    with file.open() as opened:
        signed = opened.read()
    if _digest(signed) != sheet.sha256:
        raise SheetChanged(f"{sheet.certificate}: {file.name}")
    stamped = _stamped(signed)
    with transaction.atomic():
        _replace(sheet, stamped, at=at)


def _stamped(signed: bytes) -> bytes:
    try:
        return put_stamp(signed, settings.TIME_STAMP_URL)
    except StampProblem:
        cache.set(STAMPS_AWAY, True, AWAY_FOR)  # a thousand sheets need not all wait
        raise


def _replace(sheet: SignedSheet, stamped: bytes, *, at: datetime) -> None:
    """Lay the stamped file in the place of the one that was only signed."""
    held = Certificate.objects.select_for_update()
    row = held.filter(pk=sheet.certificate_id).first()
    waits = SignedSheet.objects.filter(pk=sheet.pk, to_be_stamped=True)
    if not row or not row.sheet or not waits.update(to_be_stamped=False):
        return
    before = row.pdf.name
    row.signed_sheets.create(
        key=sheet.key,
        sha256=_digest(stamped),
        signed_at=sheet.signed_at,
        stamped_at=at,
    )
    _lay_down(row, stamped, at=row.drawn_at)
    transaction.on_commit(partial(row.pdf.storage.delete, before))


def _lay_down(row: Certificate, content: bytes, *, at: datetime | None) -> None:
    row.drawn_at = at
    row.pdf.save(f"{row.number}.pdf", ContentFile(content), save=False)
    row.save(update_fields=["pdf", "drawn_at"])


def remember(key: Key, *, at: datetime) -> SigningKey:
    """Return the row of a key, so that what it signed is known for good."""
    known, _ = SigningKey.objects.get_or_create(
        fingerprint=key.fingerprint,
        defaults={
            "subject": key.subject,
            "certificates": key.certificates,
            "for_tests": key.is_for_tests,
            "valid_from": key.certificate.not_valid_before_utc,
            "valid_until": key.certificate.not_valid_after_utc,
            "first_used_at": at,
        },
    )
    return known


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
