"""Reads the environment, typed, and fails loudly where a value is missing or odd."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = object()


def text(name: str, default: object = _REQUIRED) -> str:
    """Return the variable as text.

    Raises: ``ImproperlyConfigured`` where it is missing and has no default.
    """
    value = os.environ.get(name, "")
    if value:
        return value
    if default is _REQUIRED:
        refuse(name, "is not set")
    return str(default)


def refuse(name: str, why: str) -> NoReturn:
    """Stop the start with a sentence that names the variable."""
    raise ImproperlyConfigured(f"{name} {why}. See .env.example for what it means.")


def number(name: str, default: object = _REQUIRED) -> int:
    """Return the variable as a whole number."""
    value = text(name, default)
    try:
        return int(value)
    except ValueError as problem:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {value!r}."
        ) from problem


def flag(name: str, default: object = _REQUIRED) -> bool:
    """Return the variable as yes or no: 1/0, true/false, yes/no, on/off."""
    value = text(name, default).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    return refuse(name, f"must be 1 or 0, not {value!r}")


def words(name: str, default: object = _REQUIRED) -> list[str]:
    """Return the comma-separated variable as a list, blanks left out."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def path(name: str, default: object = _REQUIRED) -> Path:
    """Return the variable as an absolute path."""
    return Path(text(name, default)).expanduser().resolve()


def address(name: str, default: object = _REQUIRED) -> str:
    """Return the variable as a web address, without the slash at its end."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        refuse(name, f"must look like https://hocso.example, not {value!r}")
    return value


def database(name: str) -> dict[str, object]:
    """Return Django's description of a PostgreSQL database given by its address.

    Either ``postgresql://user:password@host:5432/name?sslmode=require`` or, by the
    socket and the user's own name, ``postgresql:///name``.
    """
    value = text(name)
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} has a port that is no number.") from problem
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        # The value holds a password: it is not repeated here.
        refuse(name, "must look like postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def own_secret(file: Path) -> str:
    """Return the secret in the file, made at the first reading, for its owner only."""
    if not file.exists():
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as fresh:  # mode 600
            fresh.write(secrets.token_urlsafe(50))
            fresh.flush()
            with suppress(FileExistsError):  # another process was first
                os.link(fresh.name, file)
    return file.read_text()
