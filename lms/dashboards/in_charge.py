"""Who holds what in an office's units, from when until when; and who may change it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from lms.accounts.models import PasswordRenewal, User
from lms.accounts.roles import Role
from lms.communes.models import Kind, Position, Unit, UnitQuerySet
from lms.communes.services import roles_given_in, seats_of

_TEAM = (Role.HELPER, Role.TEAM_LEADER)


@dataclass(frozen=True)
class Held:
    """A position, and whether whoever looks may end it."""

    position: Position
    can_end: bool
    to_come: bool
    renewed: PasswordRenewal | None = None  # the last time they got a first password


def units_of(office: Unit, *, on: date) -> UnitQuerySet:
    """Return where an office appoints: itself, and its hamlets or its communes."""
    inside = Unit.objects.on(on).within(office)
    if office.kind == Kind.PROVINCE:
        below = inside.filter(Q(pk=office.pk) | Q(pk__in=inside.communes()))
    else:
        below = inside.filter(Q(pk=office.pk) | Q(pk__in=inside.hamlets()))
    return below.order_by(Length("path"), "sort_name", "pk")


def positions_in(office: Unit) -> QuerySet:
    """Return the positions an office's list is about: a province leaves teams out."""
    people = ("user", "unit", "given_by", "ended_by")
    all_of_them = Position.objects.filter(unit__in=Unit.objects.within(office))
    if office.kind == Kind.PROVINCE:
        all_of_them = all_of_them.exclude(role__in=_TEAM)
    return all_of_them.select_related(*people)


def held_in(office: Unit, *, on: date) -> QuerySet:
    """Return what is held on that day or from a later one, the office itself first."""
    return (
        positions_in(office)
        .filter(goes_on(on))
        .order_by(Length("unit__path"), "unit__sort_name", "role", "from_on", "pk")
    )


def ended_in(office: Unit, *, on: date) -> QuerySet:
    """Return what is no longer held, the last to end first."""
    return positions_in(office).exclude(goes_on(on)).order_by("-until_on", "-pk")


def lines(
    positions: Collection[Position], roles: Collection[str], user: User, *, on: date
) -> list[Held]:
    """Return the positions, and which of them somebody giving these roles may end."""
    people = [each.user_id for each in positions]
    renewals = PasswordRenewal.objects.filter(user__in=people).order_by("occurred_at")
    newest = {each.user_id: each for each in renewals.select_related("renewed_by")}
    return [
        Held(
            each,
            each.role in roles and each.user_id != user.pk,
            each.from_on > on,
            newest.get(each.user_id),
        )
        for each in positions
    ]


def roles_for(user: User, office: Unit, *, on: date) -> list[Role]:
    """Return the roles somebody gives here, of those that exist in such units."""
    kinds = set(units_of(office, on=on).order_by().values_list("kind", flat=True))
    given = roles_given_in(user, office, on=on)
    return [role for role in given if seats_of(role) & kinds]


def goes_on(day: date) -> Q:
    """Return what holds of a position that is held that day, or will be."""
    return Q(until_on=None) | Q(until_on__gte=day, ended_at_once=False)
