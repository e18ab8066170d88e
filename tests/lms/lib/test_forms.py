from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from lms.lib.forms import (
    LineField,
    LinesField,
    NumberField,
    PhoneField,
    WholeNumberField,
)
from tests.hostile import TEXTS


def outcome(field, typed):
    """Return what is kept of it, and what is said instead where nothing is."""
    try:
        return field.clean(typed), ""
    except ValidationError as problem:
        return "", problem.messages[0]


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
        ("a\x00b\u202ec", "a b c"),
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
    with pytest.raises(ValidationError, match="Please fill this in"):
        LineField(max_length=20).clean(typed)


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_fits_into_a_line_or_is_refused(typed):
    kept, sentence = outcome(LineField(max_length=80, required=False), typed)

    assert len(kept) <= 80
    assert kept == " ".join(kept.split())
    assert "\x00" not in kept
    assert not sentence or "at most 80 characters" in sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 000 000", "+84912000000"),
        ("84 912 000 000", "+84912000000"),
        ("(0218) 3 850 000", "+842183850000"),
        ("+1 202 555 0100", "+12025550100"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_a_phone_number_is_kept_with_its_country(typed, kept):
    assert PhoneField(required=False).clean(typed) == kept


@pytest.mark.parametrize("typed", ["0000 000 000", "113", "091200000", "hai số"])
def test_what_is_no_phone_number_gets_a_sentence(typed):
    kept, sentence = outcome(PhoneField(required=False), typed)

    assert not kept
    assert sentence.startswith("This is not a phone number in use today.")


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_no_text_is_taken_for_a_phone_number(typed):
    kept, _sentence = outcome(PhoneField(required=False), typed)

    assert not kept


def test_lines_stay_lines():
    field = LinesField(max_length=40)

    assert field.clean(" Mẫu\u200bTrên \r\n\r\n\r\n Ðầu") == "Mẫu Trên\n\nĐầu"
    assert outcome(field, "a" * 41) == (
        "",
        "This is too long. Please use at most 40 characters.",
    )


@pytest.mark.parametrize(
    "typed", ["1128", "1.128", "1,128", "1 128", "1\u00a0128", " 1\u202f128\u200b "]
)
def test_a_whole_number_is_taken_as_people_write_it(typed):
    assert WholeNumberField().clean(typed) == 1128


@pytest.mark.parametrize("typed", ["1.0", "1.00", "0.128", "1.128,000", "12.34"])
def test_what_is_one_number_here_and_another_there_is_refused(typed):
    kept, sentence = outcome(WholeNumberField(), typed)

    assert not kept
    assert sentence.startswith("This can be read as more than one number.")


@pytest.mark.parametrize("typed", ["20,5", "20.5", " 20,50 "])
def test_a_share_has_a_comma_or_a_point(typed):
    assert NumberField(decimal_places=2).clean(typed) == Decimal("20.5")


@pytest.mark.parametrize("typed", ["", None, " \u200b"])
@pytest.mark.parametrize("kind", [WholeNumberField, NumberField])
def test_no_number_is_no_number(kind, typed):
    assert kind(required=False).clean(typed) is None


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("kind", [WholeNumberField, NumberField])
def test_whatever_is_typed_is_a_number_or_gets_a_sentence(kind, typed):
    kept, sentence = outcome(kind(required=False), typed)

    assert kept in {None, "", -1, 123456}
    assert (kept == "") == bool(sentence)
