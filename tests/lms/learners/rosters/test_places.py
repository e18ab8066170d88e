"""Hamlets by the names that lists call them."""

from datetime import date

import pytest

from lms.communes.models import Share, Unit, UnitSuccession
from lms.communes.services import add_hamlet, rename_hamlet
from lms.learners.rosters.places import Hamlets
from tests.factories import NOON

TODAY = date(2025, 11, 22)


@pytest.fixture
def find(places):
    return lambda text, commune="": Hamlets(places.commune, on=TODAY).find(
        text, commune
    )


@pytest.mark.parametrize(
    "text",
    ["Xóm Mẫu", "Mẫu", "xóm mẫu", "X. Mẫu", "Thôn Mẫu", "Xóm Mẫu, xã Vân Sơn", " Mẫu."],
)
def test_a_hamlet_is_known_by_its_name(find, places, text):
    found = find(text)

    assert (found.hamlet, found.remark) == (places.hamlet, None)


def test_without_marks_it_is_taken_and_told(find, places):
    found = find("XOM MAU")

    assert found.hamlet == places.hamlet
    assert found.remark.key == "hamlet_read"


def test_zeros_before_a_number_make_no_other_hamlet(places):
    khu = add_hamlet(places.commune, "Khu 1", at=NOON)

    assert Hamlets(places.commune, on=TODAY).find("Khu 01").hamlet == khu


def test_an_unknown_hamlet_is_refused_with_the_nearest(find):
    found = find("Xóm Mâuu")

    assert found.hamlet is None
    assert (found.refusal.key, found.refusal.value) == ("hamlet_nearest", "Xóm Mẫu")
    assert find("Zzz").refusal.key == "hamlet_unknown"
    assert find("").refusal.key == "hamlet_missing"


def test_a_former_name_leads_to_the_hamlet_of_today(places):
    rename_hamlet(places.hamlet, "Khu Mới", on=date(2025, 8, 1), at=NOON)

    found = Hamlets(places.commune, on=TODAY).find("Xóm Mẫu")

    assert str(found.hamlet) == "Khu Mới"
    assert found.remark.key == "hamlet_was"


def test_of_two_former_communes_the_one_that_is_named_tells(places):
    end = date(2025, 6, 30)
    new = {}
    for code, name in (("1", "Gia"), ("2", "Phú")):
        commune = Unit.objects.create(
            kind="commune",
            code=code,
            name=name,
            parent=places.province,
            valid_until=end,
        )
        UnitSuccession.objects.create(
            old=commune, new=places.commune, share=Share.WHOLE, on=TODAY
        )
        old = Unit.objects.create(
            kind="hamlet", name="Chung", parent=commune, valid_until=end
        )
        new[name] = add_hamlet(places.commune, f"Xóm Chung {name}", at=NOON)
        UnitSuccession.objects.create(
            old=old, new=new[name], share=Share.WHOLE, on=TODAY
        )
    hamlets = Hamlets(places.commune, on=TODAY)

    assert hamlets.find("Xóm Chung").refusal.key == "hamlet_several"
    assert hamlets.find("Xóm Chung", "xã Gia").hamlet == new["Gia"]
    assert hamlets.find("Chung, xã Phú").hamlet == new["Phú"]


def test_hamlets_of_another_commune_are_not_known(find):
    assert find("Xóm Xa").hamlet is None
