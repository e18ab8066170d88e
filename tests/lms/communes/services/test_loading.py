from datetime import date

import pytest
from django.utils.translation import override

from lms.communes.errors import FileUnreadable, LoadRefused
from lms.communes.models import Kind, Share, Unit, UnitSuccession
from lms.communes.services import hamlets_waiting, load_units, refresh_derived

FIRST_NEW_DAY = date(2025, 7, 1)
OLD, NEW, PAIRS = "*-units-until-*.csv", "*-units-from-*.csv", "*-unit-mapping-*.csv"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def register(db, noon):
    """Loaded for one test alone: others here begin with nothing."""
    return load_units(at=noon)


def whole_register():
    units = Unit.objects.order_by("pk").values_list()
    return list(units), list(UnitSuccession.objects.order_by("pk").values_list())


def test_the_official_lists_are_loaded_in_full(register):
    ended = Unit.objects.filter(valid_until=date(2025, 6, 30))
    begun = Unit.objects.filter(valid_from=FIRST_NEW_DAY, valid_until=None)

    assert ended.communes().count() == 151
    assert ended.filter(kind=Kind.DISTRICT).count() == 10
    assert begun.communes().count() == 148
    assert Unit.objects.filter(kind=Kind.PROVINCE).count() == 2
    assert UnitSuccession.objects.count() == 154
    assert UnitSuccession.objects.filter(share=Share.PART).count() == 6


def test_46_codes_are_used_again_and_29_of_them_under_another_name(register):
    old = dict(Unit.objects.filter(valid_from=None).values_list("code", "name"))
    new = dict(Unit.objects.exclude(valid_from=None).values_list("code", "name"))
    again = old.keys() & new.keys()

    assert len(again) == 46
    assert sum(old[code] != new[code] for code in again) == 29
    assert (old["05092"], new["05092"]) == ("Bình Thanh", "Thung Nai")


def test_three_divided_communes_went_into_two_units_each(register):
    parts = UnitSuccession.objects.filter(share=Share.PART)
    into = {}
    for link in parts.select_related("old", "new"):
        into.setdefault(link.old.name, set()).add(link.new.name)

    assert into == {
        "Vầy Nưa": {"Thống Nhất", "Tiền Phong"},
        "Cao Sơn": {"Lương Sơn", "Liên Sơn"},
        "Đồng Tân": {"Mai Châu", "Pà Cò"},
    }
    assert "xã Cao Sơn (huyện Lương Sơn)" in " ".join(register.sentences())


def test_two_old_communes_of_one_name_lie_in_their_own_districts(register):
    twins = Unit.objects.filter(name="Cao Sơn", kind=Kind.COMMUNE, valid_from=None)

    assert {twin.parent.name for twin in twins} == {"Đà Bắc", "Lương Sơn"}


def test_every_new_unit_of_the_old_province_has_its_origins(register):
    formed = Unit.objects.filter(origins__isnull=False).distinct()

    assert formed.count() == 46
    assert not formed.exclude(valid_from=FIRST_NEW_DAY).exists()


def test_the_report_says_what_was_done(register):
    said = " ".join(register.sentences())

    assert "added 2 provinces, 10 districts and 299 communes" in said
    assert "added 154" in said
    assert "In force today: 148" in said


def test_a_second_run_changes_nothing_and_says_so(register, noon):
    before = whole_register()

    report = load_units(at=noon)

    assert whole_register() == before
    assert report.changed_nothing
    assert "Nothing to change: 311 units and 154 links" in report.sentences()[0]


@pytest.mark.django_db
def test_a_check_writes_nothing_and_says_what_would_be_done(noon):
    report = load_units(at=noon, only_check=True)

    assert not Unit.objects.exists()
    assert "nothing was written" in report.sentences()[0]
    assert "299 communes" in report.sentences()[1]


def test_a_corrected_name_is_corrected_here_too(register, lists, spoil, noon):
    spoil(OLD, "Xã Ngổ Luông,commune,Ngổ Luông", "Xã Ngổ Luống,commune,Ngổ Luống")
    spoil(PAIRS, "Xã Ngổ Luông", "Xã Ngổ Luống")
    before = Unit.objects.get(name="Ngổ Luông")

    report = load_units(lists, at=noon)

    after = Unit.objects.get(pk=before.pk)
    assert (after.name, after.search_name) == ("Ngổ Luống", "ngo luong")
    assert after.sort_name != before.sort_name
    assert report.corrected == ["xã Ngổ Luông (05194) is now written xã Ngổ Luống"]
    assert report.unchanged == 310
    assert Unit.objects.matching("ngổ luống").filter(name="Vân Sơn").exists()


def test_a_corrected_district_moves_a_unit_and_all_below_it(
    register, lists, spoil, noon
):
    commune = Unit.objects.get(name="Ngổ Luông")
    below = Unit(kind=Kind.HAMLET, kind_word="xóm", name="Mẫu", parent=commune)
    below.save()
    spoil(OLD, "155,Tân Lạc,district,05194", "156,Mai Châu,district,05194")

    load_units(lists, at=noon)

    district = Unit.objects.get(kind=Kind.DISTRICT, name="Mai Châu")
    assert set(Unit.objects.within(district)) >= {commune, below}
    former = Unit.objects.get(kind=Kind.DISTRICT, name="Tân Lạc")
    assert not {commune, below} & set(Unit.objects.within(former))


def test_hamlets_end_with_their_commune_and_go_over_or_wait(register, noon):
    whole = Unit.objects.get(name="Ngổ Luông")
    divided = Unit.objects.get(name="Vầy Nưa", valid_until__isnull=False)
    for commune in (whole, divided):
        Unit(kind=Kind.HAMLET, kind_word="xóm", name="Mẫu", parent=commune).save()

    load_units(at=noon)

    hamlets = Unit.objects.hamlets()
    assert {each.valid_until for each in hamlets.filter(parent=whole)} == {
        whole.valid_until
    }
    assert hamlets.filter(parent__name="Vân Sơn", valid_until=None).count() == 1
    assert [each.parent for each in hamlets_waiting()] == [divided]


def test_a_corrected_pair_replaces_the_wrong_one(register, lists, spoil, noon):
    spoil(PAIRS, "05152,Xã Vân Sơn,whole", "05128,Xã Tân Lạc,whole")

    report = load_units(lists, at=noon)

    assert (report.links_added, report.links_dropped) == (1, 1)
    assert UnitSuccession.objects.count() == 154


def test_what_stands_in_no_list_is_left_and_counted(register, noon):
    Unit(kind=Kind.PROVINCE, code="01", name="Mẫu").save()

    report = load_units(at=noon)

    assert Unit.objects.filter(code="01").exists()
    assert any("1 unit stands in no list" in each for each in report.sentences())


@pytest.mark.parametrize(
    ("pattern", "before", "after", "said"),
    [
        (OLD, "155,Tân Lạc,district,05194", ",,,05194", "no kind of district"),
        (OLD, "155,Tân Lạc,district,05194", ",Tân Lạc,district,05194", "code is missi"),
        (
            OLD,
            "17,Hòa Bình,155,Tân Lạc,district,05194",
            ",,155,Tân Lạc,district,05194",
            "code is missing",
        ),
        (OLD, ",05194,", ",5194,", "must have 5 digits"),
        (OLD, ",05194,", ",05152,", "already stands for"),
        (OLD, "Tân Lạc,district,05194", "Mẫu,district,05194", "already stands for"),
        (OLD, "Xã Ngổ Luông,commune", "Xã Ngổ Luông,ward", "is not phường"),
        (OLD, "Xã Ngổ Luông,commune", "Xã Ngổ Luông,hamlet", "no kind of commune"),
        (OLD, "2025-06-30", "30/06/2025", "is no day"),
        (NEW, "25,Phú Thọ,05152", ",Phú Thọ,05152", "code is missing"),
        (PAIRS, "05194,Xã Ngổ Luông", "99999,Xã Ngổ Luông", "has the code “99999”"),
        (PAIRS, "05092,Xã Thung Nai", "05092,Xã Bình Thanh", "is xã Thung Nai in"),
        (PAIRS, "05152,Xã Vân Sơn,whole", "05152,Xã Vân Sơn,half", "whole or part"),
        (PAIRS, "05152,Xã Vân Sơn,whole", "05152,Xã Vân Sơn,part", "must go whole"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_loaded(
    db, lists, spoil, noon, pattern, before, after, said
):
    line = spoil(pattern, before, after)

    with pytest.raises(LoadRefused) as refused:
        load_units(lists, at=noon)

    assert not Unit.objects.exists()
    [file] = lists.glob(pattern)
    named = [p for p in refused.value.problems if (p.file, p.line) == (file.name, line)]
    assert [said in problem.sentence for problem in named] == [True]
    assert str(named[0]) in refused.value.for_resident


def test_a_wrong_list_leaves_what_is_loaded_as_it_is(register, lists, spoil, noon):
    before = whole_register()
    spoil(OLD, "Xã Ngổ Luông,commune,Ngổ Luông", "Xã Ngổ Luống,commune,Ngổ Luống")
    spoil(PAIRS, "05152,Xã Vân Sơn,whole", "05152,Xã Vân Sơn,half")

    with pytest.raises(LoadRefused):
        load_units(lists, at=noon)

    assert whole_register() == before


def test_a_failure_half_way_leaves_nothing_behind(db, noon, monkeypatch):
    def fail():
        raise OSError("disk full")

    monkeypatch.setattr("lms.communes.services.loading.refresh_derived", fail)

    with pytest.raises(OSError, match="disk full"):
        load_units(at=noon)

    assert not Unit.objects.exists()
    assert not UnitSuccession.objects.exists()


def test_a_code_never_stands_for_two_units_on_one_day(register, lists, noon):
    [path] = lists.glob(NEW)
    path.write_text(path.read_text("utf-8").replace("2025-07-01", "2026-07-01"))
    path.rename(path.with_name("phu-tho-units-from-2026-07-01.csv"))
    [pairs] = lists.glob(PAIRS)
    pairs.write_text(pairs.read_text("utf-8").splitlines()[0])

    with pytest.raises(LoadRefused) as refused:
        load_units(lists, at=noon)

    assert "stands for another unit at that time" in refused.value.for_resident


@pytest.mark.django_db
def test_an_empty_folder_is_refused_with_the_name_of_what_it_lacks(tmp_path, noon):
    with pytest.raises(FileUnreadable) as refused:
        load_units(tmp_path, at=noon)

    assert "*-units-until-*.csv" in refused.value.for_resident


def test_derived_columns_can_be_thrown_away_and_filled_again(register):
    before = whole_register()
    Unit.objects.update(search_name="", search_text="", sort_name="", former_names="")

    assert refresh_derived() == 311
    assert whole_register() == before
    assert refresh_derived() == 0
