"""What is written down where somebody looks, and what is not."""

import pytest
from django.db import IntegrityError, transaction

from lms.accounts.roles import Role
from lms.certificates.services.sheets import draw
from lms.communes.services import appoint
from lms.journey.services import hand_in, start_quiz
from lms.lib.facts import HowWitnessed
from lms.looks.models import Look, Seen
from lms.looks.reading import lines_of, lists_with, log_of, looks_at
from lms.looks.services import look_at, look_through, take_out, unit_around
from tests.addresses import address
from tests.factories import make_resident, right_answers
from tests.queries import queries


@pytest.fixture
def helper(staff, signed_in):
    return signed_in(staff["helper"])


@pytest.fixture
def officer(staff, signed_in):
    return signed_in(staff["officer"])


def seen():
    return list(Look.objects.order_by("pk").values_list("seen", flat=True))


def test_the_desk_is_a_list_and_a_search_that_finds_few_is_for_them(
    helper, staff, places, resident
):
    helper.get(address("fieldwork:desk"))
    helper.get(address("fieldwork:desk", q="mau"))
    helper.get(address("fieldwork:desk", q="xyzzy"))

    page, found = Look.objects.order_by("pk")
    assert (page.seen, page.learner, page.people) == (Seen.LIST, None, 2)
    assert page.unit == places.hamlet
    assert (found.seen, found.learner) == (Seen.FOUND, resident)
    assert found.by == staff["helper"]


def test_a_list_of_several_hamlets_names_the_role_of_who_holds_them(
    staff, places, noon
):
    homes = {places.hamlet.pk, places.next_hamlet.pk}
    appoint(staff["helper"], places.next_hamlet, Role.HELPER, at=noon, by=None)
    [look] = look_through(
        places.commune.pk,
        dict(enumerate(homes)),
        searched=False,
        by=staff["helper"],
        at=noon,
    )

    [line] = lines_of([Look.objects.get(pk=look.pk)])

    assert line.role == Role.HELPER.label


def test_the_list_of_a_commune_names_the_commune(officer, places):
    officer.get(address("dashboards:people", places.commune.code))
    hamlet = {"hamlet": places.next_hamlet.pk}
    officer.get(address("dashboards:people", places.commune.code, **hamlet))

    look = Look.objects.get()
    assert (look.unit, look.people) == (places.commune, 2)


def test_whatever_opens_a_record_is_written_down(helper, resident, places):
    helper.get(address("fieldwork:correct", resident.pk))
    right = {"full_name": "Bùi Thị Mẫn", "phone": "", "language": "vi"}
    right["birth_year"] = "1966"
    helper.post(address("fieldwork:correct", resident.pk), right)
    helper.get(address("fieldwork:renew_pin", resident.pk))
    helper.post(address("fieldwork:renew_pin", resident.pk))
    helper.post(address("fieldwork:sit", resident.pk))

    assert seen() == [Seen.CORRECTION, Seen.CORRECTED, Seen.CARD, Seen.SITTING]
    assert set(Look.objects.values_list("learner", "unit")) == {
        (resident.pk, places.hamlet.pk)
    }


def test_a_certificate_is_looked_at_by_others_than_its_holder(
    officer, signed_in, resident, lessons, noon
):
    for lesson in (lessons.first, lessons.second):
        attempt = start_quiz(resident, lesson, how=HowWitnessed(), at=noon)
        hand_in(attempt.pk, right_answers(), how=HowWitnessed(), at=noon)
    paper = resident.certificates.get()
    draw(str(paper.pk), at=noon)

    signed_in(resident).get(address("certificates:mine", paper.pk))
    officer.get(address("certificates:mine", paper.pk))

    assert seen() == [Seen.CERTIFICATE]


def test_who_may_not_look_leaves_no_row(signed_in, staff, resident, places):
    neighbour = signed_in(staff["wrong_helper"])

    neighbour.post(address("fieldwork:sit", resident.pk))
    neighbour.get(address("dashboards:people", places.commune.code))

    assert seen() == []


def test_a_look_is_one_insert_and_no_question(staff, resident, places, noon):
    helper = staff["helper"]
    few = {resident.pk: places.hamlet.pk}

    with queries() as asked:
        look_at(resident, Seen.CARD, home=places.hamlet.pk, by=helper, at=noon)
        look_through(places.hamlet.pk, few, searched=True, by=helper, at=noon)
        look_through(places.hamlet.pk, few, searched=False, by=helper, at=noon)

    assert len(asked) == 3
    assert all(each.startswith("INSERT") for each in asked)


def test_the_unit_around_some_hamlets(places):
    here, beside, far = places.hamlet, places.next_hamlet, places.far_hamlet

    assert unit_around([here]) == here.pk
    assert unit_around([here, beside]) == places.commune.pk
    assert unit_around([here, far]) == places.province.pk


def test_the_log_of_a_unit_ends_at_its_border(staff, resident, neighbour, places, noon):
    for who, home in ((resident, places.hamlet), (neighbour, places.far_hamlet)):
        look_at(who, Seen.CARD, home=home.pk, by=staff["helper"], at=noon)

    assert [look.learner for look in log_of(places.commune)] == [resident]
    assert log_of(places.province).count() == 2
    assert not log_of(places.commune, person=neighbour.code)
    assert log_of(places.commune, person=resident.spaced_code).count() == 1
    assert not log_of(places.commune, officer="officer")


def test_the_role_is_the_one_of_that_day(staff, resident, places, noon):
    home = places.hamlet.pk
    for who in ("helper", "officer", "trainer"):
        look_at(resident, Seen.CARD, home=home, by=staff[who], at=noon)

    lines = lines_of(looks_at(resident))

    assert [str(line.role) for line in lines] == ["", "Cán bộ xã", "Người hỗ trợ"]


def test_a_resident_reads_which_lists_she_stands_in(staff, resident, places, noon):
    officer = staff["officer"]
    for unit in (places.commune, places.next_hamlet):
        take_out(unit, "In thẻ", 2, file_kind="csv", by=officer, at=noon)
        one = {resident.pk: unit.pk}
        look_through(unit.pk, one, searched=False, by=officer, at=noon)

    opened, taken = lists_with(resident, at=noon)

    assert opened == 1
    assert [each.unit for each in taken] == [places.commune]


def test_the_database_refuses_a_look_at_nobody(staff, places, noon):
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.create(
            by=staff["helper"],
            unit=places.hamlet,
            seen=Seen.CARD,
            occurred_at=noon,
            arrived_at=noon,
        )


def test_a_likely_double_that_is_shown_was_looked_at(helper, resident, places):
    make_resident(places.hamlet, "Hà Văn Ví", 1950)
    typed = {
        "full_name": "Bui thi mau",
        "birth_year": "1966",
        "hamlet": places.hamlet.pk,
        "phone": "",
        "language": "vi",
        "agreed": "on",
    }

    helper.post(address("fieldwork:register"), typed)

    assert Look.objects.get().learner == resident
