"""What a registration says to what is typed into it; read in English."""

import unicodedata

import pytest
from django.utils import timezone
from django.utils.translation import override

from lms.communes.models import Unit
from lms.learners.forms import RegistrationForm
from lms.lib.ids import uuid7
from tests.hostile import TEXTS

FIELDS = ["record", "full_name", "birth_year", "hamlet", "phone", "language", "agreed"]


@pytest.fixture
def fill_in(places):
    """Fill the form in well, but for what is given; it belongs to Xóm Mẫu's commune."""
    hamlets = Unit.objects.hamlets().filter(parent=places.commune)
    well = {
        "record": str(uuid7()),
        "full_name": "Hà Thị Thử",
        "birth_year": "1961",
        "hamlet": str(places.hamlet.pk),
        "phone": "",
        "language": "vi",
        "agreed": "on",
    }

    def fill_in(**typed):
        return RegistrationForm(hamlets.in_order(), {**well, **typed})

    with override("en"):
        yield fill_in


def test_filled_in_well_it_gives_a_person(fill_in, places):
    form = fill_in(phone="0912 000 000")

    assert form.is_valid(), form.errors
    person = form.person()
    assert (person.full_name, person.birth_year) == ("Hà Thị Thử", 1961)
    assert (person.hamlet, person.phone) == (places.hamlet, "+84912000000")
    assert (person.language, person.read_in) == ("vi", "en")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("full_name", "", "Please fill this in."),
        ("full_name", "\u200b \u00ad", "Please fill this in."),
        ("full_name", "Mẫu 1966", "A name has letters only."),
        ("full_name", "<b>Mẫu</b>", "A name has letters only."),
        ("full_name", "mau@example.com", "A name has letters only."),
        ("full_name", "--'--", "A name has letters only."),
        ("full_name", "Mẫu " * 30, "This is too long. Please use at most 80"),
        ("birth_year", "", "Please fill this in."),
        ("birth_year", "66", "four digits, such as 1966"),
        ("birth_year", "nhiều", "four digits, such as 1966"),
        ("birth_year", "1966.5", "four digits, such as 1966"),
        ("birth_year", "-1966", "four digits, such as 1966"),
        ("birth_year", "1066", "Nobody who learns here was born in that year"),
        ("birth_year", "3000", "Nobody who learns here was born in that year"),
        ("hamlet", "", "Please fill this in."),
        ("hamlet", "Xóm Mẫu", "Please choose a hamlet from the list."),
        ("phone", "12345", "This is not a phone number in use today."),
        ("phone", "số của con tôi", "This is not a phone number in use today."),
        ("language", "de", "Please choose again"),
        ("agreed", "", "Without your agreement we may not keep your learning."),
    ],
)
def test_each_mistake_gets_a_sentence_at_its_place(fill_in, field, typed, sentence):
    form = fill_in(**{field: typed})

    assert list(form.errors) == [field]
    assert sentence in str(form.errors[field])


def test_a_hamlet_of_another_commune_is_none_to_choose(fill_in, places):
    form = fill_in(hamlet=str(places.far_hamlet.pk))

    assert form.errors["hamlet"] == ["Please choose a hamlet from the list."]


@pytest.mark.parametrize(("age", "fits"), [(5, False), (6, True), (120, True)])
def test_the_youngest_are_six_and_the_oldest_120(fill_in, age, fits):
    year = timezone.localdate().year - age

    assert fill_in(birth_year=str(year)).is_valid() == fits


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bùi   Thị\tMẫu ", "Bùi Thị Mẫu"),
        (unicodedata.normalize("NFD", "Bùi Thị Mẫu"), "Bùi Thị Mẫu"),
        ("Ðinh Văn Thử", "Đinh Văn Thử"),
        ("\u202eBùi\u200b Mẫu\x00", "Bùi Mẫu"),
        ("O'Brien; DROP TABLE", "O'Brien; DROP TABLE"),
        ("H'Hen Niê", "H'Hen Niê"),
    ],
)
def test_a_name_is_kept_as_it_is_shown(fill_in, typed, kept):
    form = fill_in(full_name=typed)

    assert form.is_valid(), form.errors
    assert form.person().full_name == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912000000", "+84912000000"),
        ("+84 912 000 000", "+84912000000"),
        ("0912.000.000", "+84912000000"),
        ("０９１２０００００0", "+84912000000"),
        ("  ", ""),
    ],
)
def test_a_phone_number_is_kept_in_one_way(fill_in, typed, kept):
    form = fill_in(phone=typed)

    assert form.is_valid(), form.errors
    assert form.person().phone == kept


@pytest.mark.parametrize("typed", ["", "x", "\x00", "0" * 10_000])
def test_an_id_that_came_back_broken_is_made_anew(fill_in, typed):
    form = fill_in(record=typed)

    assert form.is_valid(), form.errors
    assert form.record_id.version == 7


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_is_kept_as_a_row_can_hold_it_or_refused(
    fill_in, field, typed
):
    form = fill_in(**{field: typed})

    if form.is_valid():
        person = form.person()
        assert len(person.full_name) <= 80
        assert len(person.phone) <= 16
        assert "\x00" not in person.full_name + person.phone
    else:
        assert list(form.errors) == [field]
        assert form.errors[field][0].endswith((".", "?"))
