"""Addresses in a language of one's choice, and what they answered."""

from urllib.parse import unquote, urlencode

from django.urls import reverse
from django.utils.translation import override


def address(name, *args, language="vi", **query):
    """Return the address of a view; further words go into its query."""
    with override(language):
        path = reverse(name, args=args)
    return f"{path}?{urlencode(query)}" if query else path


def asked_to_sign_in(answer):
    """Return at which door, and where one will be led then; nothing if not asked."""
    door, _, query = getattr(answer, "url", "").partition("?next=")
    return (door, unquote(query)) if query else None


def status(answer):
    """Return the status; a file is read to its end, and so closed."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code
