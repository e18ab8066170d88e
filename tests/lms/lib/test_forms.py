import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from lms.lib.forms import LineField, PhoneField
from tests.hostile import TEXTS


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  hai   từ ", "hai từ"),
        ("Ðinh", "Đinh"),
        ("Ma\u0302\u0303u", "Mẫu"),
        ("một\nhai", "một hai"),
        ("a\x00b\u202ec", "abc"),
        (None, ""),
    ],
)
def test_a_line_is_cleaned(typed, kept):
    assert LineField(max_length=20, required=False).clean(typed) == kept


def test_the_browser_knows_how_much_room_there_is():
    assert LineField(max_length=20).widget.attrs["maxlength"] == "20"


def test_room_is_counted_after_cleaning():
    field = LineField(max_length=3)

    assert field.clean(" a\u0302\u0301bc \u200b") == "ấbc"
    with pytest.raises(ValidationError, match="at most 3 characters"):
        field.clean("abcd")


@pytest.mark.parametrize("typed", ["", "  ", "\u200b\x00", "\u00ad\u2060"])
def test_what_shows_nothing_is_nothing(typed):
    with pytest.raises(ValidationError, match="required"):
        LineField(max_length=20).clean(typed)


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_fits_into_a_line_or_is_refused(typed):
    try:
        kept = LineField(max_length=80, required=False).clean(typed)
    except ValidationError as problem:
        assert "at most 80 characters" in problem.messages[0]
    else:
        assert len(kept) <= 80
        assert kept == " ".join(kept.split())
        assert "\x00" not in kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 000 000", "+84912000000"),
        ("84 912 000 000", "+84912000000"),
        ("(0218) 3 850 000", "+842183850000"),
        ("+66 2 123 4567", "+6621234567"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_a_phone_number_is_kept_with_its_country(typed, kept):
    assert PhoneField(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["0000 000 000", "113", "091200000", "09120000000", "hai số", *TEXTS.values()],
)
def test_what_is_no_phone_number_gets_a_sentence(typed):
    field = PhoneField(required=False)
    try:
        kept = field.clean(typed)
    except ValidationError as problem:
        assert problem.messages[0].endswith(".")
    else:
        assert kept == ""
