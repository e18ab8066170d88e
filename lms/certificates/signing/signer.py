"""Signs a drawn sheet: PAdES, over the whole of the file.

What comes out is still PDF/A-3a and PDF/UA-1, tells any reader of PDF files who signed
it and when, and has room left for a time stamp to be put in later.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from io import BytesIO

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lms.certificates.signing.keys import Key

FIELD = "Signature"
DIGEST = "sha256"
# Bytes that a signature takes beside its certificates, and a time stamp with its own.
SIGNATURE, STAMP = 2048, 8192


class KeptSigner(Signer):
    """Signs with a key that stays open: pyHanko's own parses it for each file."""

    def __init__(self, key: Key) -> None:
        self.private = key.private
        chain = [_asn1(each) for each in key.chain]
        super().__init__(
            signing_cert=_asn1(key.certificate),
            cert_registry=SimpleCertificateStore.from_certs(chain),
        )

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(data, ec.ECDSA(SHA256()))
        return self.private.sign(data, padding.PKCS1v15(), SHA256())


def sign(pdf: bytes, key: Key, *, reason: str, to_be_stamped: bool = False) -> bytes:
    """Return the file with a signature over all of it, and room for a stamp if asked.

    A line break first: what is appended must not begin on the last line (PDF/A).
    """
    about = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm=DIGEST,
        name=key.subject,
        reason=reason,
    )
    file = IncrementalPdfFileWriter(BytesIO(pdf + b"\n"))
    signer = PdfSigner(about, signer=_kept(key))
    room = _room(key) + to_be_stamped * 2 * STAMP
    signing = partial(signer.sign_pdf, file, bytes_reserved=room)
    with ThreadPoolExecutor(1) as apart:  # pyHanko asks for an event loop of its own
        return apart.submit(signing).result().getvalue()


def _room(key: Key) -> int:
    """Return how many hexadecimal digits to keep, so that none is signed for trial."""
    certificates = sum(len(_der(each)) for each in (key.certificate, *key.chain))
    return 2 * (certificates + SIGNATURE)


@lru_cache(maxsize=1)
def _kept(key: Key) -> KeptSigner:
    return KeptSigner(key)


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(_der(certificate))


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
