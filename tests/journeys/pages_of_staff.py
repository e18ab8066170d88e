"""The pages of those who help, write, answer for figures, and keep it running."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from lms.accounts.roles import Role
from lms.accounts.services import add_staff
from lms.communes.models import Kind, Unit
from lms.communes.services import add_hamlet, appoint, split_hamlet
from lms.dashboards.models import Period
from lms.dashboards.periods.composing import compose
from lms.dashboards.periods.content import digest
from lms.dashboards.services import count_day, open_period, submit
from lms.jobs.models import Job
from lms.lib.ids import uuid7
from lms.looks.models import Seen
from lms.looks.services import look_at, look_through, take_out
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
    guide.post("fieldwork:register", **new_resident("Hà Văn Ví"))
    return guide.to("fieldwork:card")


for name in ("what_next", "renew_pin"):

    @page_type(f"desk, {name}", who="helper")
    def about_a_resident(guide, view=f"fieldwork:{name}"):
        return guide.to(view, world.user("learner").learner.pk)


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
    for hamlet in Unit.objects.hamlets().filter(parent__code=VAN_SON):
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
plain("hamlets", "dashboards:hamlets", VAN_SON, who="officer")
plain("people", "dashboards:people", VAN_SON, who="officer")
plain("people, nobody", "dashboards:people", VAN_SON, who="officer", q="xyzzy")
plain("province", "dashboards:province", "25", who="provincial")

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


def preview(page):
    """Ask for a new name, and look at what would happen."""
    typing({"name": "Khu Tên Mới", "on": timezone.localdate().isoformat()})(page)


@page_type("hamlet renamed, errors", who="officer", then=send, status=422)
@page_type("hamlet renamed, preview", who="officer", then=preview)
@page_type("hamlet renamed", who="officer")
def rename_hamlet(guide):
    hamlet = Unit.objects.hamlets().filter(parent=_commune(VAN_SON)).first()
    return guide.to("dashboards:hamlet_change", VAN_SON, "rename", hamlet=hamlet.pk)


@page_type("divided hamlet", who="officer")
def divided_hamlet(guide):
    """Divide a hamlet in which nobody lives yet; the page says that nobody is left."""
    now = timezone.now()
    hamlet = add_hamlet(_commune(VAN_SON), "xóm Chia", at=now)
    split_hamlet(hamlet, ["Chia 1", "Chia 2"], on=timezone.localdate(now), at=now)
    return guide.to("dashboards:hamlet_residents", VAN_SON, hamlet.pk)


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


# Who is in charge, who looked at what

plain("in charge, commune", "dashboards:in_charge", VAN_SON, who="officer")
plain("in charge, province", "dashboards:in_charge", "25", who="provincial")
plain("appoint", "dashboards:appoint", VAN_SON, who="officer")
plain(
    "appoint, errors",
    "dashboards:appoint",
    VAN_SON,
    who="officer",
    then=send,
    status=422,
)


def appoint_somebody(guide, **typed):
    now = timezone.now()
    typed |= {"role": Role.HELPER, "unit": _commune(VAN_SON).pk}
    typed["from_on"] = timezone.localdate(now).isoformat()
    guide.post("dashboards:appoint", VAN_SON, **typed)


@page_type("staff card", who="officer")
def staff_card(guide):
    appoint_somebody(guide, full_name="Hà Văn Ví")
    return guide.to("dashboards:staff_card", VAN_SON)


def no_last_day(page):
    page.locator("[name=last_on]").fill("")
    send(page)


@page_type("end a position, errors", who="officer", then=no_last_day, status=422)
@page_type("end a position", who="officer")
def end_a_position(guide):
    held = world.user("helper").positions.first()
    return guide.to("dashboards:end_position", VAN_SON, held.pk)


@page_type("in charge, former", who="officer")
def in_charge_former(guide):
    held = world.user("helper").positions.first()
    guide.post("dashboards:end_position", VAN_SON, held.pk, when="now")
    return guide.to("dashboards:in_charge", VAN_SON)


@page_type("first password, errors", then=send, status=422)
@page_type("first password")
def first_password(guide):
    user = add_staff("moi", "Hà Văn Ví", make_password("tam-thoi-2026"), first=True)
    typed = {"username": user.username, "password": "tam-thoi-2026"}
    guide.post("accounts:staff_sign_in", **typed)
    return guide.to("accounts:first_password")


plain("take names out", "dashboards:take_out", VAN_SON, who="officer")
plain(
    "take names out, errors",
    "dashboards:take_out",
    VAN_SON,
    who="officer",
    then=send,
    status=422,
)
plain("looks, none", "dashboards:looks", VAN_SON, who="protector", day="2025-01-01")


def some_looks():
    """Let an officer look somebody up, and take a list out."""
    officer, now = world.user("officer"), timezone.now()
    learner = world.user("learner").learner
    home = learner.hamlet_on(timezone.localdate(now))
    for seen in (Seen.FOUND, Seen.CORRECTION, Seen.CORRECTED, Seen.CARD):
        look_at(learner, seen, home=home.pk, by=officer, at=now)
    many = {uuid7(): home.pk for _person in range(40)}
    look_through(home.parent_id, many, searched=False, by=officer, at=now)
    what_for = "Mời những người chưa bắt đầu"
    take_out(home.parent, what_for, 40, file_kind="xlsx", by=officer, at=now)


@page_type("looks", who="protector")
def looks(guide):
    some_looks()
    return guide.to("dashboards:looks", VAN_SON)


@page_type("looks of an officer", who="protector")
def looks_of_an_officer(guide):
    some_looks()
    return guide.to("dashboards:looks", VAN_SON, officer="can.bo.xa")


@page_type("who looked at me", who="learner")
def who_looked_at_me(guide):
    some_looks()
    return guide.to("journey:looks")


plain("who looked at me, nobody", "journey:looks", who="newcomer")

# Reports on a period

plain("reports, none yet", "dashboards:reports", who="officer")
plain("new period", "dashboards:period_new", "25", who="provincial")


def _last_month(guide, due_in_days=3):
    """Open last month to the communes, and return it; once, whoever asks."""
    now = timezone.now()
    today = timezone.localdate(now)
    last = today.replace(day=1) - timedelta(days=1)
    days = last.replace(day=1), last, today + timedelta(days=due_in_days)
    titles = {"title_vi": "Tháng trước", "title_en": "Last month"}
    province = Unit.objects.get(code="25", kind=Kind.PROVINCE, valid_until=None)
    by = world.user("provincial")
    known = Period.objects.filter(last_on=last).first()
    return known or open_period(province, "month", *days, **titles, by=by, at=now)


def _submitted(guide):
    now, commune, period = timezone.now(), _commune(VAN_SON), _last_month(guide)
    if not period.reports.filter(commune=commune).exists():
        seen = digest(compose(period, commune))
        who = {"by": world.user("officer"), "at": now}
        submit(period, commune, "Tổ trưởng vắng.", seen=seen, **who)
    return period


@page_type("reports", who="officer")
def reports(guide):
    _last_month(guide)
    return guide.to("dashboards:reports")


@page_type("period", who="provincial")
def period(guide):
    return guide.to("dashboards:period", _submitted(guide).pk)


@page_type("report to submit, errors", who="officer", then=send, status=422)
@page_type("report to submit", who="officer")
def report_to_submit(guide):
    return guide.to("dashboards:report", _last_month(guide).pk, VAN_SON)


@page_type("report to accept", who="provincial")
def report_to_accept(guide):
    return guide.to("dashboards:report", _submitted(guide).pk, VAN_SON)


@page_type("report of a hamlet", who="officer")
def report_of_a_hamlet(guide):
    hamlet = Unit.objects.hamlets().filter(parent=_commune(VAN_SON)).first()
    return guide.to("dashboards:report_hamlet", _last_month(guide).pk, hamlet.pk)


# The machine, the editor

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


@page_type("editor", who="trainer", only="#welcome-section")
def editor(guide):
    profile = UserProfile.get_for_user(world.user("trainer"))
    profile.preferred_language = guide.language
    profile.save()
    return reverse("wagtailadmin_home")
