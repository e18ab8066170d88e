"""How many files may be examined, so that looking into them stops nothing else."""

from datetime import datetime

from django.http import HttpRequest

from lms.lib.limiting import from_where, times

MINUTE, HOUR = 60, 3600
# A clerk has a paper at a time. Each file takes about a second of one processor, a
# hostile one five: thirty a minute are what a small server bears beside its work.
EACH_A_MINUTE, EACH_AN_HOUR, ALL_A_MINUTE = 6, 60, 30


def too_many(request: HttpRequest, *, at: datetime) -> bool:
    """Return whether this file is one too many, from there or from everybody."""
    who = from_where(request)
    return (
        times("examine", who, MINUTE, at=at) > EACH_A_MINUTE
        or times("examine", who, HOUR, at=at) > EACH_AN_HOUR
        or times("examine", "everybody", MINUTE, at=at) > ALL_A_MINUTE
    )
