"""Makes, takes back and recognises the keys of data platforms."""

import hashlib
import secrets
from datetime import datetime

from django.utils import timezone

from lms.dashboards.models import OpenKey
from lms.lib.text import clean_line


def make_key(name: str, *, at: datetime) -> str:
    """Return a new key, which nobody can read again: only its hash is kept.

    256 random bits cannot be guessed, so one SHA-256 is enough; a slow hash would let
    strangers keep the server busy with wrong keys.
    Raises: `TextError`.
    """
    key = secrets.token_urlsafe(32)
    name = clean_line(name, 120, required=True)
    OpenKey.objects.create(name=name, sha256=_hash(key), made_at=at)
    return key


def revoke_key(number: int, *, at: datetime) -> bool:
    """Take a key back for good; return whether there was one in use."""
    held = OpenKey.objects.filter(pk=number, revoked_at=None)
    return bool(held.update(revoked_at=at))


def key_of(text: str, *, at: datetime) -> OpenKey | None:
    """Return the key in use that this is, and note the day; none for any other."""
    found = OpenKey.objects.filter(sha256=_hash(text), revoked_at=None).first()
    today = timezone.localdate(at)
    if found and found.used_on != today:
        OpenKey.objects.filter(pk=found.pk).update(used_on=today)
    return found


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
