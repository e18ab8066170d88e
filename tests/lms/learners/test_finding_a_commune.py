"""People know their commune by its old name, or type no marks; over the real lists."""

import pytest

from lms.communes.models import Unit
from lms.communes.services import add_hamlet, load_units
from tests.addresses import address

FIND = address("learners:register", language="en")


@pytest.fixture
def van_son(db, noon):
    """The one commune that has a hamlet here."""
    load_units(at=noon)
    commune = Unit.objects.get(name="Vân Sơn", valid_until=None)
    add_hamlet(commune, "Xóm Mẫu", at=noon)
    return commune


@pytest.fixture
def find(client):
    return lambda typed: client.get(FIND, {"q": typed})


@pytest.mark.parametrize(
    "typed",
    [
        "Vân Sơn",
        "van son",
        "VAN SON",
        "xã Vân Sơn",
        "Va\u0302n So\u031bn",
        "Ngổ Luông",  # one of the communes that it was formed from
        "ngo luong",
        "Xóm Mẫu",
    ],
)
def test_a_commune_is_found_by_its_new_and_its_old_name(van_son, find, typed):
    page = find(typed)

    there = address("learners:register_in", van_son.code, language="en")
    assert there in page.text
    assert "Ngổ Luông" in page.text


def test_a_commune_without_hamlets_is_not_offered(van_son, find):
    page = find("Ân Nghĩa")

    assert 'class="card"' not in page.text
    assert "No commune of this name has its hamlets here yet" in page.text


def test_nothing_typed_finds_nothing_and_says_nothing(van_son, find):
    page = find("  ")

    assert page.status_code == 200
    assert 'class="card"' not in page.text


def test_a_former_commune_registers_nobody(van_son, client):
    old = Unit.objects.get(name="Ngổ Luông")
    reused = Unit.objects.filter(code=old.code, valid_until=None).exists()

    answer = client.get(address("learners:register_in", old.code))

    assert not reused
    assert answer.status_code == 404
