"""Rows by the thousand, made without looking for circles among them all the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 20_000  # made between two looks; Python's own 700 is for small work


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Have Python look for circles of forgotten objects less often, meanwhile.

    Rows hold nothing that holds them. Of a list of 10,000 residents the looking took
    a quarter of the time, and found nothing; three megabytes more are held.
    """
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
