"""Who may open the editor: it opens with a position, and closes behind its last day."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from courses.services import allow_trainers
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Position

TRAINERS, PROVINCE = "Người soạn bài", "Cán bộ tỉnh"


PROGRAMMES = ("add_programme", "change_programme", "view_programme")


def allow_province(group: Group) -> None:
    """Let the group put programmes together and say how reports are printed.

    Nothing else in the editor; a programme is never deleted, but taken out of use.
    """
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    wanted |= Q(content_type__app_label="dashboards", codename="change_reportlayout")
    wanted |= Q(content_type__app_label="progress", codename__in=PROGRAMMES)
    group.permissions.add(*Permission.objects.filter(wanted))


# What a role opens of the editor: the group's name, and what gives it its rights.
OPENS: dict[Role, tuple[str, Callable[[Group], None]]] = {
    Role.TRAINER: (TRAINERS, allow_trainers),
    Role.PROVINCIAL_OFFICER: (PROVINCE, allow_province),
}


def opens_more(user: User, positions: Iterable[Position]) -> bool:
    """Return whether somebody has rights that these positions do not give."""
    given = [OPENS[each.role][0] for each in positions if each.role in OPENS]
    by_hand = user.groups.exclude(name__in=given)
    return by_hand.exists() or user.user_permissions.exists()


@transaction.atomic
def bring_editors_up_to_date(*, at: datetime) -> int:
    """Open the editor to those whose position has begun; return how many it took in.

    It closes behind those whose last one is over. Whoever never held such a position
    is left alone: an operator let them in by hand.
    """
    return sum(_of_role(role, at=at) for role in OPENS)


def _of_role(role: Role, *, at: datetime) -> int:
    name, allow = OPENS[role]
    positions = Position.objects.filter(role=role)
    today = positions.on(timezone.localdate(at)).order_by().values("user")
    group = Group.objects.filter(name=name).first()
    waiting = User.objects.filter(pk__in=today, is_active=True)
    waiting = list(waiting.exclude(groups=group) if group else waiting)
    if waiting:
        group = group or Group.objects.create(name=name)
        allow(group)
        group.user_set.add(*waiting)
    if group:
        ever = positions.order_by().values("user")
        over = group.user_set.filter(pk__in=ever).exclude(pk__in=today)
        group.user_set.remove(*over)
    return len(waiting)
