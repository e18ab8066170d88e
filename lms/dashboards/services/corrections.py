"""Lists what differs from an accepted report since: who, why, and in a chain."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.dashboards.errors import (
    FiguresMoved,
    NothingToCorrect,
    NotYours,
    ReasonMissing,
)
from lms.dashboards.models import Correction, PeriodReport
from lms.dashboards.models.periods import REMARK_LENGTH
from lms.dashboards.periods.chain import Step
from lms.dashboards.periods.content import Difference, digest
from lms.dashboards.periods.correcting import seal_of, unlisted
from lms.dashboards.periods.turns import may_take
from lms.dashboards.services.periods import counted_now
from lms.lib.text import clean_line


@transaction.atomic
def correct(
    report: PeriodReport, reason: str, *, seen: str, by: User, at: datetime
) -> list[Correction]:
    """List every figure that is otherwise in the count that was ``seen``.

    The report itself stays as it was accepted.
    Raises: `NotYours`, `ReasonMissing`, `NothingToCorrect`, `NotCounted`,
    `FiguresMoved`, `TextError`.
    """
    today = timezone.localdate(at)
    if not may_take(by, Step.SUBMITTED, report.commune, on=today):
        raise NotYours
    reason = clean_line(reason, REMARK_LENGTH)
    if not reason:
        raise ReasonMissing
    held = PeriodReport.objects.select_for_update().get(pk=report.pk)
    now = counted_now(held.period, held.commune, at=at)
    if digest(now) != seen:
        raise FiguresMoved
    found = unlisted(held, now)
    if not found:
        raise NothingToCorrect
    rows = list(_chained(held, found, reason=reason, by=by, at=at))
    return Correction.objects.bulk_create(rows)


def _chained(
    report: PeriodReport, found: Iterable[Difference], **told: Any
) -> Iterator[Correction]:
    last = report.corrections.order_by("number").last()
    number, previous = (last.number, last.sha256) if last else (0, report.sha256)
    for each in found:
        number += 1
        row = Correction(
            report=report,
            number=number,
            place_id=UUID(each.place),
            what=each.key,
            was=each.was,
            is_now=each.is_now,
            by_name=str(told["by"]),
            previous=previous,
            **told,
        )
        row.sha256 = previous = digest(seal_of(row))
        yield row
