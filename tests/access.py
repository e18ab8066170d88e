"""Who may open what: every address of ours, and what it answers to whom.

A new view gets its lines in ``RULES``; a test fails as long as it has none. An
outcome is a status, or the name of the view that one is sent on to.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.timezone import localdate

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.certificates.models import Certificate
from lms.communes.models import Position, Unit
from lms.dashboards.models import NamesFile, Period
from lms.dashboards.services import rebuild
from lms.learners.models import RosterImport
from quizzes.models import Attempt
from tests.factories import NOON, World, as_posted, right_answers

OWNER = frozenset({"owner"})
RESIDENTS = OWNER | {"same_hamlet", "other_commune"}
HELPER = frozenset({"helper"})
OFFICER = frozenset({"officer"})
PROVINCIAL = frozenset({"provincial"})
VIEWER = frozenset({"viewer"})
PROTECTOR = frozenset({"protector"})
OPERATOR = frozenset({"operator"})
SUPERUSER = frozenset({"superuser"})
LOOK_AFTER_PEOPLE = HELPER | OFFICER | {"wrong_helper", "wrong_officer"}
STAFF = LOOK_AFTER_PEOPLE | {"trainer"} | PROVINCIAL | OPERATOR | SUPERUSER
STAFF |= VIEWER | PROTECTOR
SIGNED_OUT = frozenset({"signed_out"})
EVERYBODY = RESIDENTS | STAFF | SIGNED_OUT

SIGN_IN = "accounts:sign_in"
STAFF_SIGN_IN = "accounts:staff_sign_in"

OURS = ("lms.", "courses.", "quizzes.")

Outcome = int | str


@dataclass
class Case:
    """What the addresses are about: the owner's papers and certificate, her commune.

    ``helper`` is who helps there. A test turns it round: then the addresses are about
    the other commune, and each role meets what its opposite met before.
    """

    world: World
    open_attempt: Attempt
    closed_attempt: Attempt
    certificate: Certificate
    helper: User
    period: Period


def nothing(case: Case) -> list[Any]:
    return []


@dataclass(frozen=True)
class Rule:
    """What one address answers to each role; to those not named, ``others``."""

    name: str
    answers: dict[Outcome, frozenset[str]]
    others: Outcome | None = None
    about: Callable[[Case], list[Any]] = nothing
    post: bool = False
    data: dict[str, str] = field(default_factory=dict)
    unit: Callable[[Case], Unit] | None = None  # what stands in the field ``unit``

    def __str__(self) -> str:
        return f"{'POST' if self.post else 'GET'} {self.name}"

    @property
    def is_about_something(self) -> bool:
        return self.about is not nothing

    def sent(self, case: Case) -> dict[str, Any]:
        """Return what is sent along."""
        return self.data | ({"unit": self.unit(case).pk} if self.unit else {})

    def expected(self) -> dict[str, Outcome]:
        """Return the outcome for each role; each role is named once at most."""
        named = [(role, what) for what, roles in self.answers.items() for role in roles]
        assert len(dict(named)) == len(named), f"{self}: a role is named twice"
        rest = EVERYBODY - dict(named).keys()
        assert not rest or self.others, f"{self}: nothing is said of {set(rest)}"
        return dict(named) | dict.fromkeys(rest, self.others)


def lesson(case: Case) -> list[Any]:
    return [case.world.lessons.first.translation_key]


def easy_lesson(case: Case) -> list[Any]:
    return [case.world.lessons.easy.translation_key]


def course(case: Case) -> list[Any]:
    return [case.world.lessons.course.translation_key]


def open_attempt(case: Case) -> list[Any]:
    return [case.open_attempt.pk]


def closed_attempt(case: Case) -> list[Any]:
    return [case.closed_attempt.pk]


def certificate(case: Case) -> list[Any]:
    return [case.certificate.pk]


def number(case: Case) -> list[Any]:
    return [case.certificate.number]


def owner(case: Case) -> list[Any]:
    return [case.world.owner.learner.pk]


def moving_home(case: Case) -> list[Any]:
    return [*commune(case), *owner(case), "move"]


def leaving(case: Case) -> list[Any]:
    return [*commune(case), *owner(case), "leave"]


def giving(case: Case) -> list[Any]:
    return [*commune(case), *owner(case), "give"]


def not_left(case: Case) -> list[Any]:
    return [*commune(case), *owner(case), "back"]


def merging_rows(case: Case) -> list[Any]:
    return [*commune(case), *owner(case), "merge"]


def forgetting(case: Case) -> list[Any]:
    return [*commune(case), *owner(case), "forget"]


def commune(case: Case) -> list[Any]:
    return [case.world.places.commune.code]


def report(case: Case) -> list[Any]:
    return [case.period.pk, case.world.places.commune.code]


def report_in_print(case: Case) -> list[Any]:
    return [case.period.pk, case.world.places.commune.code, "docx"]


def open_month(case: Case) -> list[Any]:
    return [case.world.places.province.code, "2025-09", "json"]


def open_commune(case: Case) -> list[Any]:
    place = case.world.places.commune.code
    return [case.world.places.province.code, "2025-09", place, "csv"]


def hamlet_report(case: Case) -> list[Any]:
    return [case.period.pk, case.world.places.hamlet.pk]


def period(case: Case) -> list[Any]:
    return [case.period.pk]


def chart(case: Case) -> list[Any]:
    """Return a chart's address; of people never counted there would be none."""
    rebuild(at=timezone.now())
    return [case.world.places.commune.code, "funnel"]


def map_of(case: Case) -> list[Any]:
    return [case.world.places.province.code, "map"]


def merging(case: Case) -> list[Any]:
    return [case.world.places.commune.code, "merge"]


def whole_hamlet(case: Case) -> list[Any]:
    return [case.world.places.commune.code, case.world.places.hamlet.pk]


def position(case: Case) -> list[Any]:
    """The helper's, as the commune ends it."""
    helper = case.helper.positions.get()
    return [case.world.places.commune.code, helper.pk]


def commune_file(case: Case) -> list[Any]:
    return [case.world.places.commune.code, "xlsx"]


def province_file(case: Case) -> list[Any]:
    return [case.world.places.province.code, "csv"]


def commune_figure(case: Case) -> list[Any]:
    return [case.world.places.commune.code, "registered"]


def province_figure(case: Case) -> list[Any]:
    return [case.world.places.province.code, "share"]


def roster(case: Case) -> list[Any]:
    """Return a list that this commune's officer has had taken over."""
    commune, officer = case.world.places.commune, case.world.staff["officer"]
    done, _made = RosterImport.objects.get_or_create(
        commune=commune,
        state="done",
        defaults={
            "uploaded_by": officer,
            "uploaded_at": NOON,
            "counts": {"added": 0, "put_right": 0},
        },
    )
    return [commune.code, done.pk]


def names_file(case: Case) -> list[Any]:
    """Return a long list that this commune's officer has asked for and not got yet."""
    places = case.world.places
    held = Position.objects.filter(unit=places.commune, role=Role.COMMUNE_OFFICER)
    asked, _made = NamesFile.objects.get_or_create(
        unit=places.commune,
        made_for=held.get().user,
        defaults={"file_kind": "csv", "asked_at": timezone.now()},
    )
    return [places.commune.code, asked.pk]


def province(case: Case) -> list[Any]:
    return [case.world.places.province.code]


FOR_ALL: dict[Outcome, frozenset[str]] = {200: EVERYBODY}
FOR_LEARNERS: dict[Outcome, frozenset[str]] = {
    200: RESIDENTS,
    403: STAFF,
    SIGN_IN: SIGNED_OUT,
}
FOR_OWNER: dict[Outcome, frozenset[str]] = {
    200: OWNER,
    404: RESIDENTS - OWNER,
    403: STAFF,
    SIGN_IN: SIGNED_OUT,
}
OF_HOLDER: dict[Outcome, frozenset[str]] = {
    200: OWNER | HELPER | OFFICER,
    SIGN_IN: SIGNED_OUT,
}
AT_DESK: dict[Outcome, frozenset[str]] = {
    200: LOOK_AFTER_PEOPLE,
    STAFF_SIGN_IN: SIGNED_OUT,
}
OF_RESIDENT: dict[Outcome, frozenset[str]] = {
    200: HELPER | OFFICER,
    STAFF_SIGN_IN: SIGNED_OUT,
}
SEES_FIGURES = OFFICER | PROVINCIAL | VIEWER
APPOINTS = OFFICER | PROVINCIAL | OPERATOR | SUPERUSER
KEEPS_PLACES = APPOINTS
OF_COMMUNE: dict[Outcome, frozenset[str]] = {
    200: SEES_FIGURES,
    STAFF_SIGN_IN: SIGNED_OUT,
}
OF_NAMES: dict[Outcome, frozenset[str]] = {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT}
OF_POSITIONS: dict[Outcome, frozenset[str]] = {
    200: APPOINTS,
    STAFF_SIGN_IN: SIGNED_OUT,
}
TODAY = {"from_on": localdate().isoformat()}
OF_PROVINCE: dict[Outcome, frozenset[str]] = {
    200: PROVINCIAL,
    STAFF_SIGN_IN: SIGNED_OUT,
}


def to_staff(target: str, roles: frozenset[str]) -> dict[Outcome, frozenset[str]]:
    """Return that these roles are sent on, and who is signed out has to sign in."""
    return {target: roles, STAFF_SIGN_IN: SIGNED_OUT}


RULES = [
    Rule("accounts:sign_in", FOR_ALL),
    Rule("accounts:staff_sign_in", {"dashboards:my_work": STAFF}, others=200),
    Rule(
        "accounts:password",
        {200: STAFF, "accounts:pin": RESIDENTS, STAFF_SIGN_IN: SIGNED_OUT},
    ),
    Rule(
        "accounts:pin",
        {200: RESIDENTS, "accounts:password": STAFF, SIGN_IN: SIGNED_OUT},
    ),
    Rule("accounts:first_password", {"accounts:staff_sign_in": EVERYBODY}),
    Rule("accounts:sign_out", {"accounts:sign_in": EVERYBODY}, post=True),
    Rule("accounts:help", FOR_ALL),
    Rule("staff_account", {200: SUPERUSER}, others=STAFF_SIGN_IN),
    Rule("communes:find", FOR_ALL),
    Rule("courses:find", FOR_ALL),
    Rule("learners:register", FOR_ALL),
    Rule("learners:register_in", FOR_ALL, about=commune),
    Rule("learners:card", {"journey:me": EVERYBODY}),
    Rule("learners:card_kept", {"journey:me": EVERYBODY}, post=True),
    Rule("learners:privacy", FOR_ALL),
    Rule("certificates:check", FOR_ALL),
    Rule("certificates:check_number", FOR_ALL, about=number),
    Rule("certificates:mine", OF_HOLDER, others=404, about=certificate),
    Rule("certificates:pdf", OF_HOLDER, others=404, about=certificate),
    Rule(
        "journey:me",
        {200: RESIDENTS, "dashboards:my_work": STAFF, SIGN_IN: SIGNED_OUT},
    ),
    Rule("service_worker", FOR_ALL),
    Rule("journey:offline", FOR_ALL),
    Rule("journey:my_data", FOR_LEARNERS),
    Rule("journey:download_data", FOR_LEARNERS),
    Rule("journey:looks", FOR_LEARNERS),
    Rule("journey:correct_data", FOR_LEARNERS),
    Rule("journey:withdraw", FOR_LEARNERS),
    Rule(
        "journey:withdraw",
        {"learners:privacy": RESIDENTS, 403: STAFF, SIGN_IN: SIGNED_OUT},
        post=True,
        data={"sure": "on"},
    ),
    Rule("journey:lesson_mine", FOR_LEARNERS, about=lesson),
    Rule("journey:sitting_fragment", FOR_ALL),
    Rule("journey:lesson_fragment", FOR_ALL, about=lesson),
    Rule("journey:course_fragment", FOR_ALL, about=course),
    Rule(
        "journey:start_quiz",
        {"journey:attempt": RESIDENTS, 403: STAFF, SIGN_IN: SIGNED_OUT},
        about=lesson,
        post=True,
    ),
    Rule(
        "journey:mark_as_done",
        {"journey:lesson_mine": RESIDENTS, 403: STAFF, SIGN_IN: SIGNED_OUT},
        about=easy_lesson,
        post=True,
    ),
    Rule("journey:attempt", FOR_OWNER, about=open_attempt),
    Rule(
        "journey:attempt",
        {
            "journey:result": OWNER,
            404: RESIDENTS - OWNER,
            403: STAFF,
            SIGN_IN: SIGNED_OUT,
        },
        about=open_attempt,
        post=True,
        data=as_posted(right_answers()),
    ),
    Rule("journey:result", FOR_OWNER, about=closed_attempt),
    Rule("fieldwork:desk", AT_DESK, others=403),
    Rule("fieldwork:register", AT_DESK, others=403),
    Rule("fieldwork:card", to_staff("fieldwork:desk", RESIDENTS | STAFF)),
    Rule(
        "fieldwork:card_kept", to_staff("fieldwork:desk", RESIDENTS | STAFF), post=True
    ),
    Rule("fieldwork:what_next", OF_RESIDENT, others=404, about=owner),
    Rule(
        "fieldwork:stand_up", to_staff("fieldwork:desk", RESIDENTS | STAFF), post=True
    ),
    Rule(
        "fieldwork:sit",
        to_staff("journey:me", HELPER | OFFICER),
        others=404,
        about=owner,
        post=True,
    ),
    Rule("fieldwork:correct", OF_RESIDENT, others=404, about=owner),
    Rule(
        "fieldwork:correct",
        to_staff("fieldwork:desk", HELPER | OFFICER),
        others=404,
        about=owner,
        post=True,
        data={
            "full_name": "Bùi Thị Mẫn",
            "birth_year": "1966",
            "phone": "",
            "language": "vi",
        },
    ),
    Rule(  # she has agreed long ago, so there is nothing to ask
        "fieldwork:hand_over",
        to_staff("fieldwork:renew_pin", HELPER | OFFICER),
        others=404,
        about=owner,
    ),
    Rule("fieldwork:renew_pin", OF_RESIDENT, others=404, about=owner),
    Rule(
        "fieldwork:renew_pin",
        to_staff("fieldwork:card", HELPER | OFFICER),
        others=404,
        about=owner,
        post=True,
    ),
    Rule(
        "dashboards:my_work",
        {200: STAFF, "journey:me": RESIDENTS, STAFF_SIGN_IN: SIGNED_OUT},
    ),
    Rule(
        "dashboards:machine",
        {200: OPERATOR | SUPERUSER, STAFF_SIGN_IN: SIGNED_OUT},
        others=403,
    ),
    Rule("dashboards:commune", OF_COMMUNE, others=404, about=commune),
    Rule("dashboards:commune_file", OF_COMMUNE, others=404, about=commune_file),
    Rule("dashboards:province_file", OF_PROVINCE, others=404, about=province_file),
    Rule("dashboards:commune_figure", OF_COMMUNE, others=404, about=commune_figure),
    Rule("dashboards:province_figure", OF_PROVINCE, others=404, about=province_figure),
    Rule("dashboards:commune_chart", OF_COMMUNE, others=404, about=chart),
    Rule(
        "dashboards:left",
        {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=commune,
    ),
    Rule(
        "dashboards:recount",
        to_staff("dashboards:commune", SEES_FIGURES),
        others=404,
        about=commune,
        post=True,
    ),
    *(
        Rule(
            f"dashboards:{what}",
            {200: KEEPS_PLACES, STAFF_SIGN_IN: SIGNED_OUT},
            others=404,
            about=commune,
        )
        for what in ("adults", "households")
    ),
    *(
        Rule(
            f"dashboards:commune_{what}",
            {200: KEEPS_PLACES, STAFF_SIGN_IN: SIGNED_OUT},
            others=404,
            about=commune,
        )
        for what in ("targets", "official")
    ),
    *(
        Rule(
            f"dashboards:province_{what}",
            {200: PROVINCIAL | OPERATOR | SUPERUSER, STAFF_SIGN_IN: SIGNED_OUT},
            others=404,
            about=province,
        )
        for what in ("targets", "official")
    ),
    Rule(
        "dashboards:hamlets",
        {200: KEEPS_PLACES, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=commune,
    ),
    Rule(  # nothing is ticked, so one is sent back to the list
        "dashboards:hamlet_change",
        to_staff("dashboards:hamlets", KEEPS_PLACES),
        others=404,
        about=merging,
    ),
    Rule(  # nobody waits in a hamlet that was not divided
        "dashboards:hamlet_residents",
        {STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=whole_hamlet,
    ),
    Rule(
        "dashboards:people",
        {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=commune,
    ),
    *(
        Rule("dashboards:person", OF_NAMES, others=404, about=about)
        for about in (moving_home, leaving, giving, merging_rows, forgetting)
    ),
    Rule(  # they are here, so there is nothing to take back
        "dashboards:person",
        {STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=not_left,
    ),
    Rule(
        "dashboards:person",
        to_staff("dashboards:people", OFFICER),
        others=404,
        about=forgetting,
        post=True,
        data={"sure": "on"},
    ),
    Rule("dashboards:moving_here", OF_NAMES, others=404, about=commune),
    Rule(  # nobody was given to this commune: test_relocating.py has somebody
        "dashboards:take_in",
        {STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=whole_hamlet,
    ),
    Rule("dashboards:take_out", OF_NAMES, others=404, about=commune),
    Rule(
        "dashboards:take_out",
        OF_NAMES,
        others=404,
        about=commune,
        post=True,
        data={"purpose": "Mời bà con chưa học", "kind": "csv"},
    ),
    Rule("dashboards:names_file", OF_NAMES, others=404, about=names_file),
    Rule(  # it is not made yet, so one is sent to the page that says so
        "dashboards:fetch_names_file",
        to_staff("dashboards:names_file", OFFICER),
        others=404,
        about=names_file,
    ),
    Rule("dashboards:take_out_figure", OF_NAMES, others=404, about=commune_figure),
    Rule(
        "dashboards:take_out_figure",
        OF_NAMES,
        others=404,
        about=commune_figure,
        post=True,
        data={"purpose": "Mời bà con chưa học", "kind": "csv"},
    ),
    Rule(
        "dashboards:looks",
        {200: PROTECTOR, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=commune,
    ),
    Rule("dashboards:looks", {STAFF_SIGN_IN: SIGNED_OUT}, others=404, about=province),
    Rule("dashboards:in_charge", OF_POSITIONS, others=404, about=commune),
    Rule(
        "dashboards:in_charge",
        {200: APPOINTS - OFFICER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=province,
    ),
    Rule("dashboards:appoint", OF_POSITIONS, others=404, about=commune),
    Rule(  # a helper is appointed by the commune alone; the root may do anything
        "dashboards:appoint",
        {
            "dashboards:staff_card": OFFICER | SUPERUSER,
            422: PROVINCIAL | OPERATOR,
            STAFF_SIGN_IN: SIGNED_OUT,
        },
        others=404,
        about=commune,
        post=True,
        data={"role": "helper", "full_name": "Hà Văn Ví"} | TODAY,
        unit=lambda case: case.world.places.hamlet,
    ),
    Rule(
        "dashboards:end_position",
        {200: OFFICER | SUPERUSER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=position,
    ),
    Rule(
        "dashboards:end_position",
        to_staff("dashboards:in_charge", OFFICER | SUPERUSER),
        others=404,
        about=position,
        post=True,
        data={"when": "now"},
    ),
    Rule(
        "dashboards:staff_password",
        {200: OFFICER | SUPERUSER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=position,
    ),
    Rule(
        "dashboards:staff_password",
        to_staff("dashboards:staff_card", OFFICER | SUPERUSER),
        others=404,
        about=position,
        post=True,
    ),
    Rule(
        "dashboards:staff_card",
        to_staff("dashboards:in_charge", APPOINTS),
        others=404,
        about=commune,
    ),
    Rule(
        "dashboards:staff_card_kept",
        to_staff("dashboards:in_charge", APPOINTS),
        others=404,
        about=commune,
        post=True,
    ),
    Rule(
        "dashboards:reports",
        {200: RESIDENTS | STAFF, STAFF_SIGN_IN: SIGNED_OUT},
    ),
    Rule("dashboards:period", OF_PROVINCE, others=404, about=period),
    Rule("dashboards:period_new", OF_PROVINCE, others=404, about=province),
    Rule("dashboards:report", OF_COMMUNE, others=404, about=report),
    Rule(
        "dashboards:report",
        {
            "dashboards:report": OFFICER,
            422: PROVINCIAL | VIEWER,
            STAFF_SIGN_IN: SIGNED_OUT,
        },
        others=404,
        about=report,
        post=True,
        data={"step": "commented", "remark": "Xin xem lại."},
    ),
    Rule(  # to the province only once it is submitted
        "dashboards:report_printed",
        {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=report_in_print,
    ),
    Rule("dashboards:open_page", FOR_ALL),
    Rule("dashboards:open_schema", FOR_ALL),
    Rule("dashboards:open_periods", FOR_ALL),
    Rule("dashboards:open_province", FOR_ALL, about=open_month),
    Rule("dashboards:open_commune", FOR_ALL, about=open_commune),
    Rule(
        "dashboards:report_hamlet",
        {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=hamlet_report,
    ),
    Rule(
        "dashboards:rosters",
        {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT},
        others=404,
        about=commune,
    ),
    *(
        Rule(name, {200: OFFICER, STAFF_SIGN_IN: SIGNED_OUT}, others=404, about=roster)
        for name in ("dashboards:roster", "dashboards:roster_refused")
    ),
    Rule(  # it is taken over, so one is sent to it
        "dashboards:roster_columns",
        to_staff("dashboards:roster", OFFICER),
        others=404,
        about=roster,
    ),
    Rule(
        "dashboards:roster_decisions",
        to_staff("dashboards:roster", OFFICER),
        others=404,
        about=roster,
        post=True,
    ),
    Rule(
        "dashboards:roster_act",
        to_staff("dashboards:roster", OFFICER),
        others=404,
        about=roster,
        post=True,
        data={"verb": "undo"},
    ),
    Rule("dashboards:province", OF_PROVINCE, others=404, about=province),
    Rule(
        "dashboards:count_day",
        to_staff("dashboards:province", PROVINCIAL),
        others=404,
        about=province,
        post=True,
        data={"on": "2025-11-21"},
    ),
    Rule("dashboards:province_chart", OF_PROVINCE, others=404, about=map_of),
]


def our_names() -> set[str]:
    """Return the name of every view that an urlconf of ours has named."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver) and _is_ours(entry):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _names(entry, namespace + inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield namespace + entry.name


def _is_ours(resolver: URLResolver) -> bool:
    """Return whether it includes a file of ours, or a list in one."""
    included = resolver.urlconf_name
    return isinstance(included, list) or included.__name__.startswith(OURS)
