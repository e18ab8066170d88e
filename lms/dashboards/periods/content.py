"""What a report says, as plain data: the same facts give the same bytes and hash.

Pure. Whole numbers and words only, so that nothing depends on how a machine writes a
fraction; keys sorted, no spaces, NFC, UTF-8.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

Content = dict[str, Any]

# Follow from others: a correction of these says nothing of its own.
DERIVED = frozenset({"share", "covered"})


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return the one way in which this content is written.

    Raises: ``TypeError`` where it holds anything but words, whole numbers, lists,
    mappings, true, false and nothing.
    """
    _check(content)
    written = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return normalize("NFC", written).encode()


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _check(value: object) -> None:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if not isinstance(key, str):
                raise TypeError(f"Not a name: {key!r}")
            _check(each)
    elif isinstance(value, list):
        for each in value:
            _check(each)
    elif not isinstance(value, (str, int, type(None))):
        raise TypeError(f"Neither words nor a whole number: {value!r}")


@dataclass(frozen=True)
class Difference:
    """One figure of one place that is not what it was."""

    place: str  # the id of the unit
    name: str
    key: str
    was: int | None
    is_now: int | None


def places_of(content: Content) -> list[dict[str, Any]]:
    """Return the hamlets of a report and, last, the commune itself."""
    return [*content["places"], content["total"]]


def differences(was: Content, now: Content) -> list[Difference]:
    """Return every figure that differs, place by place; one not named is nought."""
    return list(_differing(places_of(was), places_of(now)))


def _differing(
    was: Iterable[dict[str, Any]], now: Iterable[dict[str, Any]]
) -> Iterator[Difference]:
    old, new = ({each["id"]: each for each in side} for side in (was, now))
    for pk, place in {**old, **new}.items():
        before, after = (side.get(pk, {}).get("figures", {}) for side in (old, new))
        yield from _figures(place, before, after)


def _figures(
    place: dict[str, Any], was: dict[str, Any], now: dict[str, Any]
) -> Iterator[Difference]:
    for key in sorted(was.keys() | now.keys()):
        if key not in DERIVED and (was.get(key) or 0) != (now.get(key) or 0):
            yield Difference(
                place["id"], place["name"], key, was.get(key), now.get(key)
            )


def corrected(content: Content, changes: Iterable[tuple[str, str, Any]]) -> Content:
    """Return the content as it reads after corrections: (place, figure, what it is).

    A place that the report did not have is left out: it shows in the list only.
    """
    read = json.loads(canonical(content))
    places = {each["id"]: each["figures"] for each in places_of(read)}
    for place, key, is_now in changes:
        if place in places:
            places[place][key] = is_now
    return read
