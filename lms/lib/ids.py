"""Identifiers that whoever writes a fact first can make, a phone included."""

import secrets
import time
from threading import Lock
from uuid import UUID

_TAIL_BITS = 74  # what a version 7 UUID leaves beside the milliseconds

_lock = Lock()
_last = 0  # milliseconds and tail of the newest id, as one number


def uuid7() -> UUID:
    """Return a new UUIDv7, greater than every one this process made before.

    Rows keyed by it lie in the order they were made, so that an index grows at its
    end. Within one millisecond, or while the clock stands back, the tail counts on
    by a random step; it runs over into the milliseconds when it is full.
    Source: RFC 9562, section 5.7, and section 6.2, method 2.
    """
    global _last
    with _lock:
        fresh = time.time_ns() // 1_000_000 << _TAIL_BITS
        fresh |= secrets.randbits(_TAIL_BITS - 1)  # the top bit is room to count
        if fresh >> _TAIL_BITS <= _last >> _TAIL_BITS:
            fresh = _last + 1 + secrets.randbits(32)
        _last = fresh
    return _laid_out(fresh)


def _laid_out(number: int) -> UUID:
    """Return the number with version and variant put between its bits."""
    milliseconds = number >> _TAIL_BITS
    rand_a = number >> 62 & 0xFFF
    rand_b = number & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)
