"""Turns a certificate's row into the words that are drawn."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from lms.certificates.drawing import CertificateWords
from lms.certificates.models import Certificate


def words_of(certificate: Certificate) -> CertificateWords:
    """Return the frozen words of a certificate, in the language it was issued in."""
    return CertificateWords(
        holder_name=certificate.holder_name,
        title=certificate.title,
        kind="programme" if certificate.for_programme else "course",
        completed_on=certificate.completed_on,
        place=certificate.place,
        number=certificate.number,
        check_url=check_address(certificate),
        language=certificate.language,
        witness=certificate.witness,
    )


def check_address(certificate: Certificate) -> str:
    """Return the address where anyone can check the certificate, as the QR holds it."""
    with override(certificate.language):
        path = reverse("certificates:check_number", args=[certificate.number])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
