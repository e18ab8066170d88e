"""Who lives and works in the demo: invented people, and what each of them has done."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import Role
from lms.lib.facts import Witness

SEED = 1945  # the year of the first campaign for everybody to read and write
DAYS = 130  # all of it happened within so many days: four months and some
LATELY = 30  # days, within which most people came

# Known to everybody who can read this file: for trying out, never for real work.
PASSWORD = "xem-thu-2026"  # noqa: S105
PIN = "135790"

FAMILIES = ["Bùi", "Đinh", "Quách", "Hà", "Nguyễn"]
GIVEN = ["Mẫu", "Thử", "Ví", "Dụ", "Tập", "Nháp", "Tạm", "Giả"]

PROVINCE = "25"
VAN_SON, TAN_LAC, LAC_THUY = "05152", "05128", "05392"
_IDS = uuid5(NAMESPACE_URL, "hocso/demo")


@dataclass(frozen=True)
class Post:
    """Somebody of the staff: where they work, by a commune's or province's code."""

    user_name: str
    full_name: str
    role: Role
    place: str
    hamlets: int = 0  # the first so many hamlets of the commune, instead of all of it


STAFF = [
    Post("nguoi.giup", "Hà Thị Mẫu", Role.HELPER, VAN_SON, hamlets=2),
    Post("to.truong", "Bùi Văn Ví", Role.TEAM_LEADER, VAN_SON, hamlets=6),
    Post("giang.vien", "Nguyễn Thị Dụ", Role.TRAINER, PROVINCE),
    Post("can.bo.xa", "Đinh Thị Thử", Role.COMMUNE_OFFICER, VAN_SON),
    Post("can.bo.tinh", "Quách Văn Tập", Role.PROVINCIAL_OFFICER, PROVINCE),
    Post("xem.so", "Bùi Thị Giả", Role.VIEWER, PROVINCE),
    Post("bao.ve", "Hà Thị Tạm", Role.DATA_PROTECTION, VAN_SON),
    Post("van.hanh", "Hà Văn Nháp", Role.OPERATOR, PROVINCE),
]


@dataclass(frozen=True)
class Story:
    """How far somebody has come, and how."""

    courses: int  # completed
    failed_first: int = 0  # goes that did not pass, before the first that did
    gives_up: bool = False  # fails and does not come back
    begins: bool = False  # opened one more quiz and has not handed it in
    how: str = Witness.ALONE
    by_family: bool = False  # helped at home, not by the team


ALL = 99  # courses: every one there is
STORIES = [
    *[Story(0)] * 8,
    *[Story(0, begins=True)] * 4,
    *[Story(0, failed_first=1, gives_up=True)] * 3,
    *[Story(1, failed_first=1)] * 5,
    *[Story(1)] * 4,
    *[Story(1, how=Witness.HELPED)] * 5,
    *[Story(1, how=Witness.HELPED, by_family=True)] * 2,
    *[Story(1, how=Witness.CHECKED)] * 4,
    *[Story(2, begins=True)] * 3,
    *[Story(2, how=Witness.CHECKED)] * 2,
    *[Story(3, failed_first=2)] * 1,
    *[Story(ALL)] * 2,
    *[Story(ALL, how=Witness.HELPED)] * 1,
]


@dataclass(frozen=True)
class Resident:
    """One invented resident."""

    id: UUID
    full_name: str
    birth_year: int
    story: Story
    language: str = "vi"


@dataclass(frozen=True)
class Shown:
    """A resident whose card is printed for whoever tries the demo."""

    code: str
    resident: Resident
    label: str | Promise


SHOWN = [
    Shown(
        "22222227",
        Resident(uuid5(_IDS, "going"), "Bùi Thị Mẫu", 1966, Story(1, begins=True)),
        _("Resident with a certificate"),
    ),
    Shown(
        "11111110",
        Resident(uuid5(_IDS, "new"), "Quách Văn Thử", 1961, Story(0)),
        _("Resident who has just got a card"),
    ),
]


def residents(this_year: int) -> Iterator[Resident]:
    """Give the invented residents, the same ones every time, ages aside."""
    chance = Random(SEED)  # noqa: S311  # not for secrets
    taken = {shown.resident.full_name for shown in SHOWN}
    names = [" ".join(each) for each in product(FAMILIES, ["Thị", "Văn"], GIVEN)]
    names = [name for name in names if name not in taken]
    chance.shuffle(names)
    ages = [chance.choice([16, 17]), *(chance.randrange(24, 84) for _ in STORIES[1:])]
    chance.shuffle(ages)
    for number, (story, age) in enumerate(zip(STORIES, ages, strict=True)):
        language = "en" if number == len(STORIES) - 1 else "vi"
        born = this_year - age
        yield Resident(uuid5(_IDS, str(number)), names[number], born, story, language)


def everybody(this_year: int) -> list[Resident]:
    return [*(shown.resident for shown in SHOWN), *residents(this_year)]


def resident_ids() -> set[UUID]:
    """Return the ids by which the demo knows its residents again."""
    return {resident.id for resident in everybody(2026)}
