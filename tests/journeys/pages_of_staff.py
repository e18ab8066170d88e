"""The pages of those who help, write, answer for figures, and keep it running."""

from datetime import timedelta

from django.utils import timezone

from lms.accounts.roles import Role
from lms.communes.models import Kind, Unit
from lms.communes.services import add_hamlet, appoint
from lms.dashboards.services import count_day
from lms.jobs.models import Job
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send, typing
from tests.journeys.pages_of_residents import VAN_SON, lesson, new_resident

TAN_LAC, LAC_THUY = "05128", "05392"

# Helpers

plain("desk", "fieldwork:desk", who="helper")
plain("desk, somebody found", "fieldwork:desk", who="helper", q="muong")
plain("desk, nobody found", "fieldwork:desk", who="helper", q="xyzzy")
plain("desk of a leader", "fieldwork:desk", who="leader")
plain("desk register", "fieldwork:register", who="helper")
plain(
    "desk register, errors", "fieldwork:register", who="helper", then=send, status=422
)


@page_type("desk, empty", who="nobody")
def empty_desk(guide):
    now = timezone.now()
    hamlet = add_hamlet(_commune(LAC_THUY), "xóm Mới", at=now)
    appoint(world.user("nobody"), hamlet, Role.HELPER, at=now)
    return guide.to("fieldwork:desk")


def register_again(page):
    """Fill in somebody who is here already, and make the card."""
    page.locator("[name=hamlet]").select_option(index=1)
    page.locator("[name=agreed]").check()
    typing({"full_name": "Bui thi mau", "birth_year": "1966"})(page)


plain(
    "same person?", "fieldwork:register", who="helper", then=register_again, status=409
)


@page_type("desk card", who="helper")
def desk_card(guide):
    guide.post("fieldwork:register", **new_resident("Hà Thị Ví"))
    return guide.to("fieldwork:card")


for name in ("what_next", "renew_pin", "correct"):

    @page_type(f"desk, {name}", who="helper")
    def about_a_resident(guide, view=f"fieldwork:{name}"):
        return guide.to(view, world.user("learner").learner.pk)


@page_type(
    "desk, correct, errors", who="helper", then=typing({"full_name": ""}), status=422
)
def correct_with_errors(guide):
    return guide.to("fieldwork:correct", world.user("learner").learner.pk)


@page_type("desk, second page", who="leader")
def second_page(guide):
    guide.patch.setattr("lms.fieldwork.views.A_PAGE", 5)
    return guide.to("fieldwork:desk", page=2)


def sit(guide, whom, witness):
    guide.post("fieldwork:sit", world.user(whom).learner.pk, witness=witness)


@page_type("me, helped", who="helper")
def helped(guide):
    sit(guide, "newcomer", "helped")
    return guide.to("journey:me")


@page_type("me, checked, long name", who="helper")
def checked(guide):
    sit(guide, "long", "checked")
    return guide.to("journey:me")


@page_type("paper, helped", who="helper")
def paper_helped(guide):
    sit(guide, "newcomer", "helped")
    attempt = world.open_attempt(world.user("newcomer").learner, guide.lesson("F1"))
    return guide.to("journey:attempt", attempt.pk)


@page_type("lesson, helped", who="helper")
def lesson_helped(guide):
    sit(guide, "odd", "helped")
    return lesson(guide)


@page_type("desk during a sitting", who="helper")
def desk_in_a_sitting(guide):
    sit(guide, "newcomer", "helped")
    return guide.to("fieldwork:desk")


@page_type("work during a sitting", who="helper")
def work_in_a_sitting(guide):
    sit(guide, "long", "checked")
    return guide.to("dashboards:my_work")


@page_type("not a resident", who="helper", status=403)
def not_a_resident(guide):
    return guide.to("journey:lesson_mine", guide.lesson("C1").translation_key)


# Everybody's work

WRONG_PASSWORD = {"username": world.USER_NAMES["helper"], "password": "Mau-khac-2026"}


@page_type("staff sign in, closed", then=typing(WRONG_PASSWORD), status=429)
def closed(guide):
    return guide.lock("accounts:staff_sign_in", WRONG_PASSWORD)


plain("password", "accounts:password", who="helper")
plain("password, errors", "accounts:password", who="helper", then=send, status=422)
EVERYBODY = (
    *("helper", "leader", "trainer", "officer", "provincial"),
    *("viewer", "protector", "operator"),
)
for who in EVERYBODY:
    plain(f"work of the {who}", "dashboards:my_work", who=who)
plain("work of nobody yet", "dashboards:my_work", who="nobody")


@page_type("work of many", who="nobody")
def work_of_many(guide):
    somebody, now = world.user("nobody"), timezone.now()
    there = Unit.objects.hamlets().filter(parent__code=VAN_SON, valid_until=None)
    for hamlet in there:
        appoint(somebody, hamlet, Role.HELPER, at=now)
    for role in (Role.COMMUNE_OFFICER, Role.TRAINER):
        appoint(somebody, _commune(VAN_SON), role, at=now)
    return guide.to("dashboards:my_work")


# Officers

plain("commune", "dashboards:commune", VAN_SON, who="officer")
plain("commune, sorted", "dashboards:commune", VAN_SON, who="officer", sort="-share")
plain("commune from above", "dashboards:commune", TAN_LAC, who="provincial")
plain("adults", "dashboards:adults", VAN_SON, who="officer")
plain(
    "adults, errors", "dashboards:adults", VAN_SON, who="officer", then=send, status=422
)
plain("households", "dashboards:households", VAN_SON, who="officer")
plain("people", "dashboards:people", VAN_SON, who="officer")


@page_type("people, second page", who="officer")
def second_page_of_people(guide):
    guide.patch.setattr("lms.dashboards.views.people.A_PAGE", 5)
    return guide.to("dashboards:people", VAN_SON, page=2)


plain("people, nobody", "dashboards:people", VAN_SON, who="officer", q="xyzzy")
plain("left", "dashboards:left", VAN_SON, who="officer")
plain("left, nobody", "dashboards:left", VAN_SON, who="officer", q="xyzzy")
plain("province", "dashboards:province", "25", who="provincial")
plain("province of a viewer", "dashboards:province", "25", who="viewer")
plain("province, searched", "dashboards:province", "25", who="provincial", q="tan lac")

for what in ("targets", "official"):
    for place, code, who in [
        ("commune", VAN_SON, "officer"),
        ("province", "25", "provincial"),
    ]:
        view = f"dashboards:{place}_{what}"
        plain(f"{what} of a {place}", view, code, who=who)
        plain(
            f"{what} of a {place}, errors", view, code, who=who, then=send, status=422
        )


@page_type("commune with targets", who="officer")
def commune_with_targets(guide):
    period = {"from_on": "2026-01-01", "until_on": "2030-12-31", "source": "KH 12"}
    guide.post(
        "dashboards:commune_targets",
        VAN_SON,
        audience="adults",
        measure="share",
        value="80",
        **period,
    )
    guide.post(
        "dashboards:commune_official",
        VAN_SON,
        kind="payment_share",
        value="41",
        said_on="2026-01-01",
        **period,
    )
    return guide.to("dashboards:commune", VAN_SON)


YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()

for units in ("then", "now"):
    plain(
        f"commune on a day, units of {units}",
        "dashboards:commune",
        VAN_SON,
        who="officer",
        on=YESTERDAY,
        units=units,
    )
plain(
    "commune on no day",
    "dashboards:commune",
    VAN_SON,
    who="officer",
    on="9999",
    status=422,
)
plain(
    "commune on a day, from above",
    "dashboards:commune",
    VAN_SON,
    who="provincial",
    on=YESTERDAY,
)
plain(
    "province on a day, not counted",
    "dashboards:province",
    "25",
    who="provincial",
    on="2026-01-01",
)


@page_type("province on a day, being counted", who="provincial")
def province_on_a_day(guide):
    guide.post("dashboards:count_day", "25", on=YESTERDAY, units="then")
    return guide.to("dashboards:province", "25", on=YESTERDAY, units="then")


@page_type("province on a day", who="provincial")
def province_counted(guide):
    province, day = Unit.objects.get(code="25"), timezone.localdate()
    count_day(province.pk, day, at=timezone.now(), tell=lambda done, of: None)
    return guide.to("dashboards:province", "25", on=day.isoformat())


for key in ("registered", "certificates", "alone", "share", "adults"):
    plain(f"figure: {key}", "dashboards:commune_figure", VAN_SON, key, who="officer")
plain(
    "figure from above",
    "dashboards:commune_figure",
    TAN_LAC,
    "started",
    who="provincial",
)
plain(
    "figure of a province",
    "dashboards:province_figure",
    "25",
    "share",
    who="provincial",
)


def _commune(code):
    return Unit.objects.communes().get(code=code, valid_until=None)


@page_type("commune without adults", who="officer")
def commune_without_adults(guide):
    officer, now = world.user("officer"), timezone.now()
    appoint(officer, _commune(LAC_THUY), Role.COMMUNE_OFFICER, at=now)
    return guide.to("dashboards:commune", LAC_THUY)


@page_type("commune without hamlets", who="officer")
def commune_without_hamlets(guide):
    named = {
        "kind": "commune",
        "valid_until": None,
        "children": None,
        "parent__code": "25",
    }
    commune = Unit.objects.filter(**named).first()
    appoint(world.user("officer"), commune, Role.COMMUNE_OFFICER, at=timezone.now())
    return guide.to("dashboards:commune", commune.code)


@page_type("province without hamlets", who="provincial")
def province_without_hamlets(guide):
    empty = Unit.objects.create(kind=Kind.PROVINCE, code="99", name="Mẫu")
    somebody, now = world.user("provincial"), timezone.now()
    appoint(somebody, empty, Role.PROVINCIAL_OFFICER, at=now)
    return guide.to("dashboards:province", empty.code)


@page_type("commune being counted", who="officer")
def commune_being_counted(guide):
    guide.post("dashboards:recount", VAN_SON)
    return guide.to("dashboards:commune", VAN_SON)


plain("machine", "dashboards:machine", who="operator")


@page_type("machine with troubles", who="operator")
def machine_with_troubles(guide):
    now = timezone.now()
    begun = {"due_at": now, "created_at": now, "started_at": now}
    error = "Traceback (most recent call last):\n" + "  File x, line 1\n" * 20
    ended = {**begun, "state": "failed", "finished_at": now, "error": error}
    Job.objects.create(kind="certificates.draw", key="1", **ended)
    held = {**begun, "state": "running", "lease_until": now + timedelta(hours=1)}
    half = {"progress_done": 5, "progress_total": 10}
    Job.objects.create(kind="dashboards.rebuild", key="2", **held, **half)
    return guide.to("dashboards:machine")
