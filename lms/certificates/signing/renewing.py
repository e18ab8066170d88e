"""Puts a new key in the place of the one that signs, whole or not at all."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    pkcs12,
)
from django.conf import settings

from lms.certificates.signing import authority, keys
from lms.certificates.signing.errors import KeyMissing, WrongPassword
from lms.certificates.signing.keys import Key


def renew(content: bytes | None, password: str, *, at: datetime) -> Key:
    """Return the new key, in place from now on; the worker notices by itself.

    Without ``content`` the test authority makes one, where there is such an authority.
    The new key is closed with the settings' password, so that nothing else changes.
    Raises: a `KeyProblem` where the new key could not sign; nothing is changed then.
    """
    path, closed_with = Path(settings.SIGNING_KEY), settings.SIGNING_KEY_PASSWORD
    if not settings.SIGNING_KEY or (content is None and not _tests()):
        raise KeyMissing
    if not closed_with:
        raise WrongPassword
    if content is None:
        content, password = authority.renewed(path, closed_with, at=at), closed_with
    new = keys.opened(content, password)
    keys.check(new, at=at)
    _put(path, _packed(new, closed_with), at=at)
    return new


def _tests() -> bool:
    return settings.SIGNING_TEST_AUTHORITY


def _packed(key: Key, password: str) -> bytes:
    how = BestAvailableEncryption(password.encode())
    parts = (key.private, key.certificate, key.chain or None)
    return pkcs12.serialize_key_and_certificates(None, *parts, how)


def _put(path: Path, content: bytes, *, at: datetime) -> None:
    """Write the file for its owner alone; the one before keeps its day in its name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = {"dir": path.parent, "prefix": ".new-", "delete": False}
    with tempfile.NamedTemporaryFile(**place) as fresh:  # mode 600
        fresh.write(content)
        fresh.flush()
        os.fsync(fresh.fileno())
    if path.exists():
        before = path.with_name(f"{path.stem}-until-{at:%Y%m%d-%H%M%S}{path.suffix}")
        os.link(path, before)
    Path(fresh.name).replace(path)
