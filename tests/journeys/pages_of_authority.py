"""The pages of who is in charge of what, and of who looked at whose record."""

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from lms.accounts.roles import Role
from lms.accounts.services import add_staff
from lms.certificates.models import WhyWithdrawn
from lms.certificates.services import withdraw
from lms.communes.models import Unit
from lms.communes.services import appoint
from lms.dashboards.models import NamesFile
from lms.dashboards.services.names_files import MAKE
from lms.fieldwork.services import forget
from lms.jobs.models import Job
from lms.learners.leaving import depart
from lms.learners.models import RegisteredHow, WhyLeft
from lms.learners.relocating import offer
from lms.lib.ids import uuid7
from lms.looks.models import Seen
from lms.looks.services import look_at, look_through, take_out
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send
from tests.journeys.pages_of_residents import VAN_SON

for who in ("viewer", "protector"):
    plain(f"work of the {who}", "dashboards:my_work", who=who)

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


def _van_son():
    return Unit.objects.communes().get(code=VAN_SON, valid_until=None)


def appoint_somebody(guide, **typed):
    now = timezone.now()
    typed |= {"role": Role.HELPER, "unit": _van_son().pk}
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


@page_type("new first password", who="officer")
def new_first_password(guide):
    held = world.user("helper").positions.first()
    return guide.to("dashboards:staff_password", VAN_SON, held.pk)


@page_type("in charge, former", who="officer")
def in_charge_former(guide):
    former = add_staff(f"cu.{uuid7()}", "Hà Văn Ví", make_password(None))
    held = appoint(former, _van_son(), Role.HELPER, at=timezone.now())
    guide.post("dashboards:end_position", VAN_SON, held.pk, when="now")
    return guide.to("dashboards:in_charge", VAN_SON)


@page_type("first password, errors", then=send, status=422)
@page_type("first password")
def first_password(guide):
    name, secret = f"moi.{uuid7()}", make_password("tam-thoi-2026")
    user = add_staff(name, "Hà Văn Ví", secret, first=True)
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
FIGURE = (VAN_SON, "registered")
plain("take a figure out", "dashboards:take_out_figure", *FIGURE, who="officer")


def a_long_list(guide, **about):
    """Ask for a list that is long enough for the worker."""
    asked = NamesFile.objects.create(
        unit=_van_son(),
        made_for=world.user("officer"),
        file_kind="xlsx",
        language="vi",
        purpose="Mời những người chưa bắt đầu",
        asked_at=timezone.now(),
        **about,
    )
    return guide.to("dashboards:names_file", VAN_SON, asked.pk)


@page_type("long list, being made", who="officer")
def long_list(guide):
    return a_long_list(guide)


@page_type("long list, ready", who="officer")
def long_list_ready(guide):
    file = ContentFile(b"A list", "list")
    return a_long_list(guide, made_at=timezone.now(), people=4200, file=file)


@page_type("long list, could not be made", who="officer")
def long_list_failed(guide):
    there = a_long_list(guide)
    asked = NamesFile.objects.latest("asked_at")
    now = timezone.now()
    Job.objects.create(
        kind=MAKE,
        key=str(asked.pk),
        state=Job.State.FAILED,
        due_at=now,
        created_at=now,
        finished_at=now,
    )
    return there


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


@page_type("a resident moves, errors", who="officer", then=send, status=422)
@page_type("a resident moves", who="officer")
def a_resident_moves(guide):
    return of_person(guide, "move")


@page_type("a resident twice, errors", who="officer", then=send, status=422)
@page_type("a resident twice", who="officer")
def a_resident_twice(guide):
    return of_person(guide, "merge")


@page_type("a resident has left", who="officer")
def a_resident_has_left(guide):
    return of_person(guide, "leave")


@page_type("a resident moves away, errors", who="officer", then=send, status=422)
@page_type("a resident moves away", who="officer")
def a_resident_moves_to_another_commune(guide):
    return of_person(guide, "give")


def given_to_us():
    """Have somebody of another commune given to ours; return that."""
    learner, now = world.user("newcomer").learner, timezone.now()
    if found := learner.relocations.waiting().first():
        return found
    last_on = timezone.localdate(now)
    to = Unit.objects.on(last_on).communes().get(code=VAN_SON)  # codes are used again
    return offer(learner, to, last_on=last_on, by=world.user("provincial"), at=now)


@page_type("moving here", who="officer")
def moving_here(guide):
    given_to_us()
    return guide.to("dashboards:moving_here", VAN_SON)


@page_type("nobody moves here", who="officer")
def nobody_moves_here(guide):
    return guide.to("dashboards:moving_here", VAN_SON)


@page_type("where they live now, errors", who="officer", then=send, status=422)
@page_type("where they live now", who="officer")
def where_they_live_now(guide):
    return guide.to("dashboards:take_in", VAN_SON, given_to_us().pk)


@page_type("a resident has not left", who="officer")
def a_resident_has_not_left(guide):
    learner, now = world.user("learner").learner, timezone.now()
    said = {"last_on": timezone.localdate(now), "by": world.user("officer"), "at": now}
    if not learner.departures.standing().exists():
        depart(learner, WhyLeft.MOVED_AWAY, **said)
    return of_person(guide, "back")


@page_type("a resident is forgotten, errors", who="officer", then=send, status=422)
@page_type("a resident is forgotten", who="officer")
def a_resident_is_forgotten(guide):
    return of_person(guide, "forget")


def of_person(guide, verb):
    learner = world.user("learner").learner
    return guide.to("dashboards:person", VAN_SON, learner.pk, verb)


@page_type("only on a list", who="officer")
def only_on_a_list(guide):
    learner = world.user("newcomer").learner
    learner.registered_how = RegisteredHow.LISTED
    learner.save()
    return f"{guide.to('dashboards:left', VAN_SON)}?who=listed"


@page_type("figure of an age", who="officer")
def figure_of_an_age(guide):
    return guide.to("dashboards:commune_figure", VAN_SON, "age--60--registered")


@page_type("withdrawn certificate", who="nobody")
def withdrawn_paper(guide):
    paper = world.user("learner").learner.certificates.order_by("issued_at").first()
    who = {"by": world.user("officer"), "at": timezone.now()}
    withdraw(paper, WhyWithdrawn.TAKEN_APART, **who)
    return guide.to("certificates:check_number", paper.number)


@page_type("certificate of who is forgotten", who="nobody")
def paper_of_the_forgotten(guide):
    learner, now = world.user("learner").learner, timezone.now()
    paper = learner.certificates.order_by("issued_at").first()
    home = learner.hamlet_on(timezone.localdate(now))
    forget(learner, home=home.pk, by=world.user("officer"), at=now)
    return guide.to("certificates:check_number", paper.number)
