"""Addresses in a language of one's choice, whatever language was spoken before."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import override


def address(name, *args, language="vi", **query):
    """Return the address of a view; further words go into its query."""
    with override(language):
        path = reverse(name, args=args)
    return f"{path}?{urlencode(query)}" if query else path


def sign_in_for(path, door="accounts:sign_in"):
    """Return where somebody is sent who has to sign in before ``path``."""
    return address(door, next=path)
