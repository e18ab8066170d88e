"""The pages of those who help, write, answer for figures, and keep it running."""

from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from lms.accounts.roles import Role
from lms.communes.models import Unit
from lms.communes.services import add_hamlet, appoint
from lms.jobs.models import Job
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send
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
    page.locator("#id_full_name").fill("Bui thi mau")
    page.locator("#id_birth_year").fill("1966")
    page.locator("#id_hamlet").select_option(index=1)
    page.locator("#id_agreed").check()
    send(page)


plain(
    "same person?", "fieldwork:register", who="helper", then=register_again, status=409
)


@page_type("desk card", who="helper")
def desk_card(guide):
    guide.post("fieldwork:register", **new_resident("Hà Văn Ví"))
    return guide.to("fieldwork:card")


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

for who in ("helper", "leader", "trainer", "officer", "provincial", "operator"):
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
plain("people", "dashboards:people", VAN_SON, who="officer")
plain("people, nobody", "dashboards:people", VAN_SON, who="officer", q="xyzzy")
plain("province", "dashboards:province", "25", who="provincial")


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


@page_type("commune being counted", who="officer")
def commune_being_counted(guide):
    guide.post("dashboards:recount", VAN_SON)
    return guide.to("dashboards:commune", VAN_SON)


# The machine, the editor

plain("machine", "dashboards:machine", who="operator")


@page_type("machine with troubles", who="operator")
def machine_with_troubles(guide):
    now = timezone.now()
    ended = {"due_at": now, "created_at": now, "started_at": now, "finished_at": now}
    error = "Traceback (most recent call last):\n" + "  File x, line 1\n" * 20
    Job.objects.create(
        kind="certificates.draw", key="1", state="failed", error=error, **ended
    )
    return guide.to("dashboards:machine")


@page_type("editor", who="trainer", only="#welcome-section")
def editor(guide):
    profile = UserProfile.get_for_user(world.user("trainer"))
    profile.preferred_language = guide.language
    profile.save()
    return reverse("wagtailadmin_home")
