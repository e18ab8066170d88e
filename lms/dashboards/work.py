"""What a person's positions open: the doors of the page that staff begin with."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.accounts.roles import Data, Role, roles_that_see
from lms.communes.models import Position, Unit
from lms.communes.services import units_open_to

REPORTING = {Role.TEAM_LEADER, Role.COMMUNE_OFFICER, Role.PROVINCIAL_OFFICER}


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    icon: str


@dataclass
class Door:
    """One kind of work: as what somebody does it, where, and how to begin."""

    role: str | Promise
    title: str | Promise
    about: str | Promise
    places: list[Unit] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def doors_of(user: User, *, on: date) -> list[Door]:
    """Return the doors that are open to somebody today, what is wanted daily first."""
    held = Position.objects.of(user).on(on).select_related("unit__parent__parent")
    units: dict[str, list[Unit]] = {}
    for position in held.order_by("unit__sort_name"):
        units.setdefault(position.role, []).append(position.unit)
    if user.is_superuser:
        units.setdefault(Role.OPERATOR, [])
    doors = {
        role: DOORS[role](Role(role).label, units[role])
        for role in DOORS
        if role in units
    }
    if units_open_to(user, Data.ROSTER, on=on).on(on).hamlets().exists():
        for role in doors.keys() & roles_that_see(Data.ROSTER):
            doors[role].links.append(_desk())
    for role in doors.keys() & REPORTING:
        doors[role].links.append(_reports())
    for role in doors.keys() & {Role.PROVINCIAL_OFFICER, Role.OPERATOR}:
        doors[role].links += _in_the_editor(user)
    return list(doors.values())


def _desk() -> Link:
    return Link(_("Open my residents"), reverse("fieldwork:desk"), "people")


def _reports() -> Link:
    return Link(_("Open the period reports"), reverse("dashboards:reports"), "file")


def _in_the_editor(user: User) -> list[Link]:
    opens = {
        "progress.add_programme": _programmes,
        "dashboards.change_reportlayout": _layout,
    }
    return [link() for permission, link in opens.items() if user.has_perm(permission)]


def _programmes() -> Link:
    return Link(_("Programmes"), reverse("programmes:index"), "flag")


def _layout() -> Link:
    url = reverse("wagtailsettings:edit", args=["dashboards", "reportlayout"])
    return Link(_("How reports are printed"), url, "file")


def _residents(role: str | Promise, places: list[Unit]) -> Door:
    about = _("Register people, sit beside them, hand out cards.")
    return Door(role, _("My residents"), about, places)


def _communes(role: str | Promise, places: list[Unit]) -> Door:
    links = [link(place) for place in places for link in (_figures, _in_charge)]
    about = _("Who has learnt what, hamlet by hamlet, and how many of the adults.")
    return Door(role, _("My commune"), about, places, links)


def _provinces(role: str | Promise, places: list[Unit]) -> Door:
    links = [link(place) for place in places for link in (_figures, _in_charge)]
    about = _("The communes side by side, in numbers and without names.")
    return Door(role, _("My province"), about, places, links)


def _figures(place: Unit) -> Link:
    view = "province" if place.kind == "province" else "commune"
    label = _("Open the figures of %(place)s") % {"place": place.label}
    return Link(label, reverse(f"dashboards:{view}", args=[place.code]), "chart")


def _in_charge(place: Unit) -> Link:
    label = _("Who is in charge in %(place)s") % {"place": place.label}
    return Link(label, reverse("dashboards:in_charge", args=[place.code]), "people")


def _figures_only(role: str | Promise, places: list[Unit]) -> Door:
    links = [_figures(place) for place in places]
    about = _("What has been learnt where, in numbers; small ones are not shown.")
    return Door(role, _("Figures"), about, places, links)


def _log(role: str | Promise, places: list[Unit]) -> Door:
    about = _("Who opened which record, and who took lists of names out, and what for.")
    links = [
        Link(
            _("Open the log of %(place)s") % {"place": place.label},
            reverse("dashboards:looks", args=[place.code]),
            "eye",
        )
        for place in places
    ]
    return Door(role, _("Protection of personal data"), about, places, links)


def _lessons(role: str | Promise, places: list[Unit]) -> Door:
    about = _(
        "Write lessons and quizzes, look at them as a resident does, publish them."
    )
    link = Link(_("Open the editor"), reverse("wagtailadmin_home"), "edit")
    return Door(role, _("Lessons and quizzes"), about, places, [link])


def _machine(role: str | Promise, places: list[Unit]) -> Door:
    about = _("Accounts and settings, and whether everything that should run does.")
    links = [
        Link(_("Look after the machine"), reverse("dashboards:machine"), "settings"),
        *[_in_charge(place) for place in places],
        Link(_("Open the administration"), reverse("wagtailadmin_home"), "people"),
    ]
    return Door(role, _("The machine"), about, places, links)


DOORS = {
    Role.COMMUNE_OFFICER: _communes,
    Role.TEAM_LEADER: _residents,
    Role.HELPER: _residents,
    Role.PROVINCIAL_OFFICER: _provinces,
    Role.VIEWER: _figures_only,
    Role.DATA_PROTECTION: _log,
    Role.TRAINER: _lessons,
    Role.OPERATOR: _machine,
}
