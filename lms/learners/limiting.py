"""How many cards may be made from one address, so that no program fills a commune."""

from datetime import datetime

from django.http import HttpRequest

from lms.lib.limiting import from_where, times

HOUR, DAY = 3600, 24 * 3600
# On an evening in a hamlet's hall sixty people stand behind one address, each with a
# phone of their own, and a telephone company puts whole hamlets behind another. A
# hundred in an hour, and four such evenings in a day, stop none of them; a program
# that makes two cards a second is stopped within the minute, and its invented people
# stay few enough for a commune to find. A helper's own desk is not counted: they have
# signed in, and whoever is told to wait here is sent to them.
AN_HOUR, A_DAY = 100, 400


def too_many(request: HttpRequest, *, at: datetime) -> bool:
    """Return whether more cards are asked for from there than people can want."""
    who = from_where(request)
    in_the_hour = times("card", who, HOUR, at=at)
    return in_the_hour > AN_HOUR or times("card", who, DAY, at=at) > A_DAY
