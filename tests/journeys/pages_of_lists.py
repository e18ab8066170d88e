"""The pages of lists of residents, and of those who stand on one."""

from io import BytesIO

from django.utils import timezone

from lms.communes.models import Unit
from lms.learners.models import Learner, RosterImport, State
from lms.learners.rosters.applying import apply, ask_to_apply
from lms.learners.rosters.checking import check
from lms.learners.rosters.starting import ask_to_check, start
from lms.learners.rosters.undoing import ask_to_undo, undo
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send
from tests.journeys.pages_of_residents import VAN_SON

plain("lists of residents", "dashboards:rosters", VAN_SON, who="officer")
plain(
    "lists of residents, errors",
    "dashboards:rosters",
    VAN_SON,
    who="officer",
    then=send,
    status=422,
)


WORDS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín")
UNDER_WAY = (State.CHECKING, State.APPLYING, State.UNDOING)


def somebody_new():
    """Return a name that no list before this one has: no list is taken twice."""
    return f"Quách Thị {WORDS[RosterImport.objects.count()]}"


def a_list(guide, *, state="looked"):
    """Send a list with one line of each kind, and take it as far as is wanted.

    One that another page has left in the middle is given up first.
    """
    RosterImport.objects.filter(state__in=UNDER_WAY).update(state=State.FAILED)
    now = timezone.now()
    commune = Unit.objects.communes().get(code=VAN_SON, valid_until=None)
    hamlet = Unit.objects.hamlets().filter(parent=commune, valid_until=None).first()
    here = Learner.objects.living_in([hamlet], on=timezone.localdate(now)).first()
    lines = [
        "Họ và tên;Năm sinh;Điện thoại;Xóm",
        f"{somebody_new()};1960;0900000001;{hamlet}",
        f"{here.name_folded};{here.birth_year};;{hamlet}",
        f"{here.full_name};{here.birth_year};0900000002;{hamlet}",
        f"{world.LONG_NAME};19;;Xóm {'Mường' * 20}",
    ]
    file = BytesIO("\n".join(lines).encode())
    roster = start(commune, file, "danh-sach.csv", by=world.user("officer"), at=now)
    steps = {"checking": ask_to_check, "applying": ask_to_apply, "undoing": ask_to_undo}
    work = {"checking": check, "applying": apply, "undoing": undo}
    for wanted, ask in steps.items():
        if state == "looked" or roster.state == state:
            break
        ask(roster, at=now)
        if state != wanted:
            work[wanted](str(roster.pk), at=now)
        roster.refresh_from_db()
    return roster


for state in ("ready", "applying", "done", "undone"):

    @page_type(f"list of residents, {state}", who="officer")
    def list_of_residents(guide, state=state):
        roster = a_list(guide, state=state)
        return guide.to("dashboards:roster", VAN_SON, roster.pk)


for tab in ("likely", "changed", "refused"):

    @page_type(f"list of residents, {tab}", who="officer")
    def lines_of_a_list(guide, tab=tab):
        roster = a_list(guide, state="ready")
        return guide.to("dashboards:roster", VAN_SON, roster.pk, tab=tab)


@page_type("columns of a list", who="officer")
def columns_of_a_list(guide):
    return guide.to("dashboards:roster_columns", VAN_SON, a_list(guide).pk)


@page_type("card for somebody on a list", who="officer")
def card_for_somebody_on_a_list(guide):
    name = somebody_new()
    a_list(guide, state="done")
    added = Learner.objects.get(full_name=name, registered_how="listed")
    return guide.to("fieldwork:hand_over", added.pk)
