"""What is written down of a sign-in that failed: the name, so that it can be closed."""

from typing import Any

from django.http import HttpRequest

ROOM = 150  # as long as a user name can be; the column is somewhat wider


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """Return the name or code that was typed, cut to what a row can hold."""
    name = (credentials or request.POST).get("username")
    return name and name[:ROOM]
