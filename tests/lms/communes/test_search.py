from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lms.communes.models import COMMUNE_KINDS, Kind, Unit
from lms.communes.search import communes_with_hamlets, find_units
from lms.communes.services import add_hamlet

LAST_OLD_DAY = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def names(found):
    return [(each.name, each.is_former) for each in found]


def first(text, **options):
    return find_units(text, **options)[0]


@pytest.mark.parametrize(
    ("typed", "name", "former"),
    [
        ("Ân Nghĩa", "Xã Ân Nghĩa", True),
        ("ân nghĩa", "Xã Ân Nghĩa", True),
        ("a\u0302n nghi\u0303a", "Xã Ân Nghĩa", True),
        ("An Nghĩa", "Xã An Nghĩa", False),
        ("xã ân nghĩa", "Xã Ân Nghĩa", True),
        ("XÃ AN NGHĨA", "Xã An Nghĩa", False),
        ("Ân Nghĩa, Lạc Sơn", "Xã Ân Nghĩa", True),
        ("ngổ luông tân lạc", "Xã Ngổ Luông", True),
        ("ngo luong tan lac", "Xã Ngổ Luông", True),
        ("Ngo Luong - huyen Tan Lac - Hoa Binh", "Xã Ngổ Luông", True),
        ("ngô luong", "Xã Ngổ Luông", True),
        ("tân lạc", "Xã Tân Lạc", False),
        ("huyện tân lạc", "Huyện Tân Lạc", True),
        ("Hoà Bình", "Phường Hòa Bình", False),
        ("tp hoa binh", "Thành phố Hòa Bình", True),
        ("tinh hoa binh", "Tỉnh Hòa Bình", True),
        ("TP.Hoà Bình", "Thành phố Hòa Bình", True),
        ("tt bo", "Thị trấn Bo", True),
        ("x. Ân Nghĩa", "Xã Ân Nghĩa", True),
        ("Mỵ Hòa", "Xã Mi Hòa", True),
        ("xăm khoè", "Xã Săm Khóe", True),
        ("thung n", "Xã Thung Nai", False),
        ("Ðà Bắc", "Xã Đà Bắc", False),
        ("da bac", "Xã Đà Bắc", False),
        ("vân sơn tân lạc", "Xã Vân Sơn", False),
        ("văn sơn", "Xã Văn Sơn", True),
    ],
)
def test_a_place_is_found_as_people_say_it(register, typed, name, former):
    found = first(typed)

    assert (found.name, found.is_former) == (name, former)


def test_exact_marks_come_first_then_what_is_the_same_without(register):
    assert names(find_units("Ân Nghĩa"))[:2] == [
        ("Xã Ân Nghĩa", True),
        ("Xã An Nghĩa", False),
    ]
    assert names(find_units("An Nghĩa"))[:2] == [
        ("Xã An Nghĩa", False),
        ("Xã Ân Nghĩa", True),
    ]


def test_without_marks_what_is_in_force_comes_first(register):
    assert names(find_units("van son"))[:3] == [
        ("Xã Vân Sơn", False),
        ("Xã Văn Sơn", True),
        ("Xã Vân Sơn", True),
    ]


def test_marks_typed_in_part_count_for_what_they_are(register):
    assert first("ân nghia").name == "Xã Ân Nghĩa"
    assert first("an nghia").name == "Xã An Nghĩa"


def test_the_name_itself_comes_before_names_that_begin_so(register):
    found = names(find_units("tân"))

    assert all(name.split(" ")[-2:][0] == "Tân" for name, _former in found[:5])
    assert names(find_units("bo"))[0] == ("Thị trấn Bo", True)


def test_a_name_is_found_by_the_unit_it_went_into_and_the_other_way_round(register):
    found = find_units("Ngổ Luông")

    assert names(found)[:2] == [("Xã Ngổ Luông", True), ("Xã Vân Sơn", False)]


def test_words_that_stand_here_and_there_count_where_nothing_fits_better(register):
    assert "Xã Ngọc Lương" not in [each.name for each in find_units("Ngổ Luông")]
    assert "Xã Ngọc Lương" in [each.name for each in find_units("luong ngo")]


def test_twins_are_told_apart_by_what_stands_beside_them(register):
    twins = [each for each in find_units("Xã Cao Sơn") if each.is_former]

    beside = {each.beside for each in twins if each.name == "Xã Cao Sơn"}
    assert beside == {"huyện Đà Bắc, tỉnh Hòa Bình", "huyện Lương Sơn, tỉnh Hòa Bình"}


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("xã Ngổ Luông", "now xã Vân Sơn"),
        (
            "xã Vầy Nưa",
            "in part now phường Thống Nhất; in part now xã Tiền Phong",
        ),
        (
            "huyện Tân Lạc",
            "now divided among xã Mường Bi, xã Mường Hoa, xã Tân Lạc, xã Toàn Thắng",
        ),
        ("tỉnh Hòa Bình", "now part of tỉnh Phú Thọ"),
        ("xã Thung Nai", "formed from xã Bắc Phong, xã Bình Thanh, xã Thung Nai "),
        ("phường Phú Thọ", ""),
    ],
)
def test_every_place_says_what_it_became_or_was_formed_from(register, typed, note):
    found = first(typed).note

    assert found.startswith(note)
    assert bool(found) == bool(note)


def test_the_notes_are_vietnamese_for_vietnamese(register):
    with override("vi"):
        assert "Vân Sơn" in first("Ngổ Luông").note


def test_a_unit_is_former_once_its_last_day_has_passed(register):
    def is_former(today):
        return first("Ngổ Luông", today=today).is_former

    assert not is_former(LAST_OLD_DAY)
    assert is_former(date(2025, 7, 1))


def test_a_day_keeps_the_units_in_force_then(register, today):
    assert names(find_units("Gia Mô", on=LAST_OLD_DAY)) == [("Xã Gia Mô", True)]
    assert names(find_units("Gia Mô", on=today)) == [("Xã Toàn Thắng", False)]


def test_kinds_keep_the_units_of_those_kinds(register):
    assert {each.unit.kind for each in find_units("tan lac", kinds=COMMUNE_KINDS)} <= {
        *COMMUNE_KINDS
    }
    assert names(find_units("tan lac", kinds=[Kind.DISTRICT])) == [
        ("Huyện Tân Lạc", True)
    ]
    assert find_units("tan lac", kinds=[]) == []


def test_a_hamlet_is_found_with_the_commune_beside_it(hamlet):
    for typed in ("xóm mẫu", "Mẫu Vân Sơn", "xom mau ngo luong", "mau, tan lac"):
        found = first(typed)
        assert (found.name, found.beside) == ("Xóm Mẫu", "xã Vân Sơn, tỉnh Phú Thọ")


def test_numbered_hamlets_are_found_by_their_own_number_first(van_son, noon):
    for number in range(1, 13):
        add_hamlet(van_son, f"Khu {number}", at=noon)

    assert [each.name for each in find_units("khu 1")][:4] == [
        *["Khu 1", "Khu 10", "Khu 11", "Khu 12"]
    ]


def test_the_best_are_found_among_very_many(van_son):
    many = []
    for number in range(1, 600):
        unit = Unit(kind=Kind.HAMLET, kind_word="xóm", parent=van_son)
        unit.name = f"Bình {number}"
        unit.derive()
        many.append(unit)
    Unit.objects.bulk_create(many)

    assert first("xóm bình 599").name == "Xóm Bình 599"
    assert first("xóm").name.startswith("Xóm")
    assert len(find_units("xóm", limit=7)) == 7


@pytest.mark.parametrize("typed", ["Ân Nghĩa", "hoa binh", "x", "tỉnh Phú Thọ"])
def test_a_search_takes_two_queries(
    register, hamlet, typed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        find_units(typed)


HOSTILE = [
    *["", " ", "%", "_", "\\", "%%%", "'", '"', "' OR 1=1 --", "<script>", "\x00"],
    *["a\x00n nghia", "\u202eân nghĩa", "\ud800", "x" * 10_000, "Đ" * 10_000],
    *["a " * 5_000, "\u0301" * 10_000, "a" + "\u0301\u0323" * 5_000, "م" * 50],
    *["^$*+?{}[]()|", "NEAR(a b)", "a*", "-", "AND", '"a" OR "b"', "😀", "\ufdfa"],
]


def test_any_text_gets_an_answer(register):
    for typed in HOSTILE:
        assert isinstance(find_units(typed), list), typed


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(), max_size=120))
@example("ân nghĩa\x00")
def test_any_text_at_all_gets_an_answer(register, typed):
    assert len(find_units(typed)) <= 20


def test_marks_that_match_anything_elsewhere_match_nothing_here(register):
    assert find_units("%") == find_units("_") == find_units("tân%lạc_qq") == []


def test_hidden_characters_do_not_hide_a_place(register):
    assert first("\u202eâ\u200bn\x00 nghĩa").name == "Xã Ân Nghĩa"


def homes(typed, today):
    return communes_with_hamlets(find_units(typed, today=today), on=today)


@pytest.mark.parametrize(
    "typed", ["Vân Sơn", "Ngổ Luông", "huyện Tân Lạc", "xóm mẫu", "quyet chien"]
)
def test_an_old_name_or_a_hamlet_leads_to_the_commune_of_today(hamlet, today, typed):
    found = homes(typed, today)

    assert names(found) == [("Xã Vân Sơn", False)]
    assert "Ngổ Luông" in found[0].beside


def test_a_divided_commune_leads_to_both_its_successors(unit, noon, today):
    for label in ("phường Thống Nhất", "xã Tiền Phong"):
        add_hamlet(unit(label), "Xóm Mẫu", at=noon)

    found = {each.name for each in homes("Vầy Nưa", today)}
    assert found == {"Phường Thống Nhất", "Xã Tiền Phong"}


def test_a_commune_without_hamlets_is_nobodys_home(register, today):
    assert homes("Vân Sơn", today) == []
    assert communes_with_hamlets([], on=today) == []


def test_leading_home_takes_a_handful_of_queries(
    hamlet, today, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        homes("huyện Tân Lạc", today)
