"""Names leave with their purpose written down; the contact reads the log."""

from io import BytesIO

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook

from lms.learners.models import Learner
from lms.looks.models import Look, NamesExport, Seen
from tests.addresses import address
from tests.queries import queries

FOR = "Mời bà con chưa học"


@pytest.fixture
def resident(world):
    return world.owner.learner


@pytest.fixture
def officer(staff, signed_in):
    return signed_in(staff["officer"])


@pytest.fixture
def protector(staff, signed_in):
    return signed_in(staff["protector"])


@pytest.fixture
def take_out(officer, places):
    def take_out(**typed):
        there = address("dashboards:take_out", places.commune.code)
        return officer.post(there, {"purpose": FOR, "kind": "csv", **typed})

    return take_out


def test_a_list_leaves_once_its_purpose_is_written_down(take_out, places, staff):
    answer = take_out()

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "Bùi Thị Mẫu" in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
    logged = NamesExport.objects.get()
    assert (logged.by, logged.unit) == (staff["officer"], places.commune)
    assert (logged.purpose, logged.people, logged.file_kind) == (FOR, 2, "csv")


def test_a_workbook_keeps_the_zeros_of_a_code(take_out, places, resident):
    answer = take_out(kind="xlsx", hamlet=places.hamlet.pk)

    sheet = load_workbook(BytesIO(answer.content)).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)].count(resident.code)
    assert sheet.freeze_panes == "B2"
    assert NamesExport.objects.get().unit == places.hamlet


@pytest.mark.parametrize(
    "typed",
    [
        {"purpose": ""},
        {"purpose": "ds"},
        {"purpose": "1234567890 !!!"},
        {"kind": "exe"},
        {"hamlet": "far"},
        {"hamlet": "x"},
    ],
)
def test_without_a_purpose_nothing_leaves(take_out, places, typed):
    if typed.get("hamlet") == "far":
        typed = {"hamlet": places.far_hamlet.pk}

    assert take_out(**typed).status_code == 422
    assert not NamesExport.objects.exists()


def test_no_cell_runs(take_out, resident):
    Learner.objects.filter(pk=resident.pk).update(full_name="=1+1 Mẫu")

    assert b"'=1+1" in take_out().content
    sheet = load_workbook(BytesIO(take_out(kind="xlsx").content)).active
    assert "s" in {row[0].data_type for row in sheet if row[0].value == "=1+1 Mẫu"}


def test_the_contact_reads_who_looked_and_needs_no_names(
    protector, officer, take_out, places, resident, staff
):
    officer.get(address("dashboards:people", places.commune.code, q="mau"))
    take_out()

    page = protector.get(address("dashboards:looks", places.commune.code))

    words = page.content.decode()
    assert "Lò Thị officer" in words
    assert resident.spaced_code in words
    assert FOR in words
    assert resident.full_name not in words
    assert [str(line.role) for line in page.context["lines"]] == ["Cán bộ xã"]


def test_the_log_is_asked_by_person_officer_and_day(
    protector, officer, places, resident
):
    officer.get(address("dashboards:people", places.commune.code, q="mau"))

    def found(**query):
        there = address("dashboards:looks", places.commune.code, **query)
        return len(protector.get(there).context["lines"])

    assert found(person=resident.spaced_code) == 1
    assert found(person="00000000") == 0
    assert found(officer="officer") == 1
    assert found(officer="helper") == 0
    assert found(day=localdate().isoformat()) == 1
    assert found(day="2025-01-01") == 0
    for odd in ("2026-02-31", "9999-12-31", "x", "0001-01-01"):
        found(day=odd)


def test_a_full_page_of_the_log_takes_a_few_queries(protector, staff, places, resident):
    helper, code = staff["helper"], places.commune.code
    now = resident.registered_at
    Look.objects.bulk_create(
        Look(
            by=helper,
            unit=places.hamlet,
            learner=resident,
            seen=Seen.CARD,
            occurred_at=now,
            arrived_at=now,
        )
        for _time in range(120)
    )
    there = address("dashboards:looks", code, officer="helper")
    protector.get(there)

    with queries() as asked:
        page = protector.get(there)

    assert len(page.context["lines"]) == 50
    assert len(asked) <= 9


def test_a_resident_reads_who_looked_by_role_and_not_by_name(
    officer, take_out, signed_in, resident, places
):
    officer.get(address("dashboards:people", places.commune.code, q="mau"))
    take_out()

    page = signed_in(resident).get(address("journey:looks")).content.decode()

    assert "Cán bộ xã, xã Vân Sơn" in page
    assert FOR in page
    assert "Lò Thị officer" not in page


def test_a_resident_takes_home_who_looked(officer, signed_in, resident, places):
    officer.get(address("dashboards:people", places.commune.code, q="mau"))

    kept = signed_in(resident).get(address("journey:download_data")).json()

    assert kept["looked_at"][0]["role"] == "Cán bộ xã, xã Vân Sơn"
