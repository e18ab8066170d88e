"""Reads the key that signs, and says exactly what is wrong with one that cannot."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import pkcs12 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from lms.certificates.signing import authority
from lms.certificates.signing.errors import (
    KeyExpired,
    KeyIncomplete,
    KeyIsForTests,
    KeyMissing,
    KeyNotYetValid,
    KeyUnreadable,
    KeyUnsuited,
    NotAKey,
    WrongPassword,
)

SMALLEST_RSA = 2048  # bits
CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Key:
    """A private key that is open, its certificate, and those that vouch for that."""

    private: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate: the name this key is known by."""
        return self.certificate.fingerprint(SHA256()).hex()

    @property
    def subject(self) -> str:
        """Return whose key it is, as readers of PDF files show it."""
        names = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return (
            str(names[0].value) if names else self.certificate.subject.rfc4514_string()
        )

    @property
    def is_for_tests(self) -> bool:
        return authority.made(self.certificate)

    @property
    def certificates(self) -> str:
        """Return the certificates as text, its own first: all that is public of it."""
        both = (self.certificate, *self.chain)
        return "".join(each.public_bytes(Encoding.PEM).decode() for each in both)


def current(*, at: datetime) -> Key:
    """Return the key that signs now, opened once, and again when its file changes.

    Where the settings ask for a test authority, it is made at the first time.
    Raises: a `KeyProblem` that says what is amiss.
    """
    if not settings.SIGNING_KEY:
        raise KeyMissing
    path, password = Path(settings.SIGNING_KEY), settings.SIGNING_KEY_PASSWORD
    try:
        if settings.SIGNING_TEST_AUTHORITY:
            authority.ensure(path, password, at=at)
        about = path.stat()
        key = _opened(path, password, about.st_mtime_ns, about.st_size, about.st_ino)
    except FileNotFoundError as problem:
        raise KeyMissing from problem
    except OSError as problem:
        raise KeyUnreadable from problem
    check(key, at=at)
    return key


@lru_cache(maxsize=1)
def _opened(path: Path, password: str, *changed: int) -> Key:
    return opened(path.read_bytes(), password)


def opened(content: bytes, password: str) -> Key:
    """Return the key of a PKCS#12 file.

    Raises: `NotAKey`, `WrongPassword`, `KeyIncomplete`, `KeyUnsuited`.
    """
    try:
        _ = asn1.Pfx.load(content, strict=True)["auth_safe"].native
    except (ValueError, TypeError) as problem:
        raise NotAKey from problem
    try:
        found = pkcs12.load_pkcs12(content, password.encode() or None)
    except ValueError as problem:
        raise WrongPassword from problem
    if found.key is None or found.cert is None:
        raise KeyIncomplete
    if not _signs(found.key):
        raise KeyUnsuited
    certificate = found.cert.certificate
    if found.key.public_key() != certificate.public_key():
        raise KeyIncomplete
    others = [each.certificate for each in found.additional_certs]
    return Key(found.key, certificate, _chain(certificate, others))


def _signs(key: object) -> bool:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.key_size >= SMALLEST_RSA
    return isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, CURVES)


def _chain(
    certificate: x509.Certificate, others: list[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Return who vouches for it, one for the other, of those in the file."""
    chain: list[x509.Certificate] = []
    last = certificate
    while last.issuer != last.subject:
        above = [each for each in others if each.subject == last.issuer]
        if not above or above[0] in chain:
            break
        last = above[0]
        chain.append(last)
    return tuple(chain)


def check(key: Key, *, at: datetime) -> None:
    """Say nothing where a key may sign now; else raise the `KeyProblem` of it."""
    if key.certificate.not_valid_before_utc > at:
        raise KeyNotYetValid
    if key.certificate.not_valid_after_utc <= at:
        raise KeyExpired
    if key.is_for_tests and not settings.SIGNING_TEST_AUTHORITY:
        raise KeyIsForTests
    try:
        usage = key.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise KeyUnsuited
