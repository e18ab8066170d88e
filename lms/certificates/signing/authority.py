"""A test authority of this machine alone, so that the first certificate is signed.

It proves nothing to anybody else, and its names say so: whoever opens the signature
in a reader of PDF files sees TEST first. Its key lies beside the one it vouches for.
"""

import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from lms.certificates.signing.errors import WrongPassword

AUTHORITY = "TEST – Học Số: authority of one machine, proves nothing"
HOLDER = "TEST – Học Số: key of one machine, proves nothing"
AUTHORITY_DAYS, KEY_DAYS = 3650, 1095
# A small machine without a battery may make it while its clock is years ahead.
BEGINS = datetime(2020, 1, 1, tzinfo=UTC)

Pair = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


def made(certificate: x509.Certificate) -> bool:
    """Return whether a certificate says that it comes of a test authority."""
    return certificate.issuer == _name(AUTHORITY)


def ensure(path: Path, password: str, *, at: datetime) -> None:
    """Make authority and key where there are none; of two processes the first wins."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _place(_beside(path), password, _new_authority(at))
    _place(path, password, *_new_key(_opened(_beside(path), password), at))


def renewed(path: Path, password: str, *, at: datetime) -> bytes:
    """Return a further key of the authority whose first one lies here, as PKCS#12."""
    ensure(path, password, at=at)
    return _packed(password, *_new_key(_opened(_beside(path), password), at))


def _beside(path: Path) -> Path:
    return path.with_name("authority.p12")


def _new_authority(at: datetime) -> Pair:
    private = ec.generate_private_key(ec.SECP256R1())
    name = _name(AUTHORITY)
    about = _about(name, name, private.public_key(), at, AUTHORITY_DAYS)
    about = about.add_extension(x509.BasicConstraints(True, 0), critical=True)
    about = about.add_extension(_may("key_cert_sign", "crl_sign"), critical=True)
    return private, about.sign(private, SHA256())


def _new_key(authority: Pair, at: datetime) -> tuple[Pair, x509.Certificate]:
    """Return a new key and its certificate, and who vouches for it."""
    above, certificate = authority
    private = ec.generate_private_key(ec.SECP256R1())
    names = _name(HOLDER), certificate.subject
    about = _about(*names, private.public_key(), at, KEY_DAYS)
    about = about.add_extension(x509.BasicConstraints(False, None), critical=True)
    may = _may("digital_signature", "content_commitment")
    about = about.add_extension(may, critical=True)
    signed = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key())
    about = about.add_extension(signed, critical=False)
    return (private, about.sign(above, SHA256())), certificate


def _about(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    at: datetime,
    days: int,
) -> x509.CertificateBuilder:
    own = x509.SubjectKeyIdentifier.from_public_key(public)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(at + timedelta(days=days))
        .add_extension(own, critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _may(*what: str) -> x509.KeyUsage:
    every = (
        *("digital_signature", "content_commitment", "key_encipherment"),
        *("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
        *("encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{each: each in what for each in every})


def _packed(password: str, pair: Pair, *above: x509.Certificate) -> bytes:
    how = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(None, *pair, above or None, how)


def _place(path: Path, password: str, pair: Pair, *above: x509.Certificate) -> None:
    """Write a key for its owner alone, whole or not at all, unless there is one."""
    with tempfile.NamedTemporaryFile(dir=path.parent) as fresh:  # mode 600
        fresh.write(_packed(password, pair, *above))
        fresh.flush()
        with suppress(FileExistsError):  # another process was first
            os.link(fresh.name, path)


def _opened(path: Path, password: str) -> Pair:
    try:
        found = pkcs12.load_pkcs12(path.read_bytes(), password.encode())
    except ValueError as problem:
        raise WrongPassword from problem
    return found.key, found.cert.certificate
