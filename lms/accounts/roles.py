"""What each role may see and whom it may appoint. Where: a position, `lms.communes`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody does in a unit; the key is stored, so it is never renamed."""

    HELPER = "helper", _("Helper")
    TEAM_LEADER = "team_leader", _("Team leader")
    TRAINER = "trainer", _("Trainer")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    PROVINCIAL_OFFICER = "provincial_officer", _("Provincial officer")
    VIEWER = "viewer", _("Viewer of figures")
    DATA_PROTECTION = "data_protection", _("Data protection contact")
    OPERATOR = "operator", _("Operator")


class Data(TextChoices):
    """The kinds of data a role opens. Names stand in the first three only."""

    ROSTER = "roster", _("Names of residents")
    PROGRESS = (
        "progress",
        _("What each resident has completed, and with how many points"),
    )
    CERTIFICATES = "certificates", _("Certificates of each resident")
    RESULTS = "results", _("How questions are answered, counted")
    REPORTS = "reports", _("Counts and reports")
    PLACES = "places", _("Hamlets, adults who live there, positions")
    CONTENT = "content", _("Lessons and quizzes")
    LOGS = "logs", _("Who looked at whose record")


NAMING = frozenset({Data.ROSTER, Data.PROGRESS, Data.CERTIFICATES})

SEES: dict[Role, frozenset[Data]] = {
    # Sits beside people, so must know them and what they have done.
    Role.HELPER: NAMING,
    # Confirms the hamlet's report as well.
    Role.TEAM_LEADER: NAMING | {Data.REPORTS},
    # Learns which question nobody understands from counts; needs no names.
    Role.TRAINER: frozenset({Data.CONTENT, Data.RESULTS}),
    # Answers for the figures of the commune and for each certificate in it.
    Role.COMMUNE_OFFICER: NAMING | {Data.REPORTS, Data.PLACES},
    # Compares communes; names stay inside the commune.
    Role.PROVINCIAL_OFFICER: frozenset({Data.REPORTS, Data.PLACES}),
    # Sits in a council, a school: figures as seen from above, also of their own unit.
    Role.VIEWER: frozenset({Data.REPORTS}),
    # Watches those who see names, and needs none: residents stand there by their code.
    Role.DATA_PROTECTION: frozenset({Data.LOGS}),
    # Keeps the machine and the register of units running; sees nobody.
    Role.OPERATOR: frozenset({Data.PLACES}),
}

_FROM_ABOVE = frozenset(
    {Role.TRAINER, Role.COMMUNE_OFFICER, Role.VIEWER, Role.DATA_PROTECTION}
)

APPOINTS: dict[Role, frozenset[Role]] = {
    Role.COMMUNE_OFFICER: frozenset({Role.HELPER, Role.TEAM_LEADER}),
    # Not the commune: whoever is watched does not choose who watches.
    Role.PROVINCIAL_OFFICER: _FROM_ABOVE,
    Role.OPERATOR: _FROM_ABOVE | {Role.PROVINCIAL_OFFICER},
}


# Sees figures with the small ones hidden, also of the unit the position is in.
ALWAYS_FROM_ABOVE = frozenset({Role.VIEWER})


def roles_that_see(kind_of_data: str) -> frozenset[Role]:
    """Return the roles to which a kind of data is open.

    Raises: ``ValueError`` where there is no such kind, so that a slip closes the door
    loudly instead of quietly.
    """
    kind = Data(kind_of_data)
    return frozenset(role for role, kinds in SEES.items() if kind in kinds)


def roles_that_appoint(role: str) -> frozenset[Role]:
    """Return the roles that may appoint somebody to ``role`` within their own unit."""
    wanted = Role(role)
    return frozenset(giver for giver, given in APPOINTS.items() if wanted in given)
