"""Past months with their reports, and what the log of looks holds of them.

Of the commune whose figures are filled in: two months accepted, one that nobody has
handed in, one sent back. The other communes have reported nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Unit
from lms.dashboards.models import Period
from lms.dashboards.period_forms import last_month
from lms.dashboards.periods.content import digest
from lms.dashboards.services import (
    accept,
    confirm_hamlet,
    count_report,
    open_period,
    send_back,
    submit,
)
from lms.dashboards.services.periods import counted_now, hamlet_part
from lms.learners.models import Learner, Residence
from lms.looks.models import Seen
from lms.looks.services import look_at, look_through, take_out

Staff = dict[Role, User]

MONTHS = ("accepted", "accepted", "late", "sent back")  # the oldest first
ABSENT = "Hai xóm vắng tổ trưởng, xã đã đối chiếu sổ dân cư."
REASON = "Xin bổ sung xác nhận của hai xóm còn thiếu rồi nộp lại."
PURPOSE = "Mời bà con chưa học đến lớp tối thứ Sáu ở nhà văn hóa"


def report_months(commune: Unit, staff: Staff, *, at: datetime) -> None:
    """Let the last months be reported on, each as far as it has come."""
    day = timezone.localdate(at)
    months = []
    for _step in MONTHS:
        months.append(last_month(day))
        day = months[-1]["first_on"]
    for ends, days in zip(MONTHS, reversed(months), strict=True):
        _report(commune, days, ends, staff, at=at)


def _report(
    commune: Unit, days: dict[str, Any], ends: str, staff: Staff, *, at: datetime
) -> None:
    """Open a month the day after it is over, and take its report so far."""
    moment = _morning_after(days["last_on"], at)
    above = staff[Role.PROVINCIAL_OFFICER]
    period = open_period(commune.parent, **days, by=above, at=moment)
    if ends == "late":
        count_report(period, commune, at=at)
        return
    seen = count_report(period, commune, at=moment).sha256
    hamlets = list(period.hamlets_of(commune))
    confirming = hamlets if ends == "accepted" else hamlets[:-2]
    clock = _office_day(moment, at, seed=str(days["last_on"]))
    for hamlet in confirming:
        _confirm(period, hamlet, by=staff[Role.TEAM_LEADER], at=next(clock))
    text = ABSENT if ends != "accepted" else ""
    officer = staff[Role.COMMUNE_OFFICER]
    handed_in = submit(period, commune, text, seen=seen, by=officer, at=next(clock))
    if ends == "accepted":
        accept(period, commune, seen=handed_in.sha256, by=above, at=next(clock))
    else:
        send_back(period, commune, REASON, by=above, at=next(clock))
        count_report(period, commune, at=at)


def _confirm(period: Period, hamlet: Unit, *, by: User, at: datetime) -> None:
    seen = digest(hamlet_part(counted_now(period, hamlet.parent, at=at), hamlet))
    confirm_hamlet(period, hamlet, seen=seen, by=by, at=at)


def look_around(commune: Unit, staff: Staff, *, at: datetime) -> None:
    """Let the staff have looked at records, so that there is a log to be read."""
    there = Residence.objects.filter(hamlet__parent=commune, until_on=None)
    homes = dict(there.order_by("pk").values_list("learner", "hamlet"))
    helper, officer = staff[Role.HELPER], staff[Role.COMMUNE_OFFICER]
    for ago, (learner, home) in enumerate(list(homes.items())[:6], start=1):
        moment, seen = at - timedelta(days=3 * ago), (Seen.SITTING, Seen.CARD)[ago % 2]
        known = Learner.objects.get(pk=learner)
        look_at(known, seen, home=home, by=helper, at=moment)
    found = dict(list(homes.items())[:2])
    just_now = at - timedelta(minutes=5)
    look_through(commune.pk, found, searched=True, by=officer, at=just_now)
    look_through(commune.pk, homes, searched=False, by=officer, at=just_now)
    take_out(commune, PURPOSE, len(homes), file_kind="xlsx", by=officer, at=just_now)


def _office_day(morning: datetime, at: datetime, *, seed: str) -> Iterator[datetime]:
    """Return one moment after the other, some minutes apart, never later than now."""
    minutes = Random(seed)  # noqa: S311  # the same sample each time
    while True:
        morning += timedelta(minutes=minutes.randint(4, 31))
        yield min(morning, at)


def _morning_after(day: date, at: datetime) -> datetime:
    """Return nine o'clock on the day after, or now where that is still to come."""
    morning = datetime.combine(day + timedelta(days=1), time(9))
    return min(timezone.make_aware(morning), at)
