"""Takes down what offices say in numbers: targets, and figures of their own."""

from datetime import datetime
from typing import Any

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.models import OfficialFigure, Target


def enter_target(unit: Unit, *, by: User, at: datetime, **about: Any) -> Target:
    """Return the new target of a place; one about the same stands behind it."""
    return Target.objects.create(unit=unit, entered_by=by, entered_at=at, **about)


def enter_official(
    unit: Unit, *, by: User, at: datetime, **about: Any
) -> OfficialFigure:
    """Return the new figure of an office; one about the same stands behind it."""
    return OfficialFigure.objects.create(
        unit=unit, entered_by=by, entered_at=at, **about
    )
