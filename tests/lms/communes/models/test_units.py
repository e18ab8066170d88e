from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lms.communes.models import KIND_WORDS, Kind, Share, Unit, UnitSuccession

LAST_OLD_DAY = date(2025, 6, 30)
FIRST_NEW_DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(1999, 1, 1), 151), (LAST_OLD_DAY, 151), (FIRST_NEW_DAY, 148)],
)
def test_a_day_decides_which_communes_are_in_force(register, day, count):
    assert Unit.objects.on(day).communes().count() == count


@pytest.mark.parametrize(("day", "count"), [(LAST_OLD_DAY, 10), (FIRST_NEW_DAY, 0)])
def test_districts_ended_with_the_old_province(register, day, count):
    assert Unit.objects.on(day).filter(kind=Kind.DISTRICT).count() == count


def test_a_unit_knows_by_itself_whether_it_is_in_force(unit):
    old, new = unit("xã Vân Sơn", old=True), unit("xã Vân Sơn")

    for day in (LAST_OLD_DAY, FIRST_NEW_DAY, FIRST_NEW_DAY + timedelta(days=1)):
        in_force = set(Unit.objects.on(day))
        assert old.in_force_on(day) == (old in in_force)
        assert new.in_force_on(day) == (new in in_force)


def test_within_is_the_unit_and_all_below_it(unit, hamlet):
    province, commune = unit("tỉnh Phú Thọ"), unit("xã Vân Sơn")

    assert set(Unit.objects.within(hamlet)) == {hamlet}
    assert set(Unit.objects.within(commune)) == {commune, hamlet}
    assert Unit.objects.within(province).count() == 1 + 148 + 1


def test_within_several_units_is_what_lies_in_any_of_them(unit):
    district = unit("huyện Tân Lạc", old=True)
    other = unit("huyện Mai Châu", old=True)

    assert Unit.objects.within(district, other).count() == (1 + 16) + (1 + 16)


def test_within_no_unit_is_nothing(register):
    assert not Unit.objects.within().exists()


def test_within_takes_one_query_whatever_lies_below(unit, django_assert_num_queries):
    province = unit("tỉnh Hòa Bình", old=True)

    with django_assert_num_queries(1):
        assert len(Unit.objects.within(province)) == 1 + 10 + 151


def test_hamlets_are_no_communes(hamlet):
    assert list(Unit.objects.hamlets()) == [hamlet]
    assert hamlet not in Unit.objects.communes()


def test_units_come_in_vietnamese_order(register):
    names = [unit.name for unit in Unit.objects.on(FIRST_NEW_DAY).communes().in_order()]

    assert names[:3] == ["An Bình", "An Nghĩa", "Âu Cơ"]
    assert names.index("Đà Bắc") > names.index("Dũng Tiến")
    assert names.index("Đà Bắc") < names.index("Hòa Bình")


def test_hamlets_with_numbers_come_by_their_value(van_son):
    for number in ("10", "2", "1"):
        Unit(kind=Kind.HAMLET, kind_word="khu", name=number, parent=van_son).save()

    in_order = Unit.objects.hamlets().in_order()
    assert [str(hamlet) for hamlet in in_order] == ["Khu 1", "Khu 2", "Khu 10"]


def test_naming_a_unit_read_with_its_address_costs_no_query(
    hamlet, django_assert_num_queries
):
    with django_assert_num_queries(1):
        [read] = Unit.objects.hamlets().with_address()
        labels = [each.label for each in read.lineage()]

    assert labels == ["xóm Mẫu", "xã Vân Sơn", "tỉnh Phú Thọ"]


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_a_word_before_its_name(kind):
    assert KIND_WORDS[kind]


def province(**changes):
    return Unit(**{"kind": Kind.PROVINCE, "code": "99", "name": "Mẫu"} | changes)


def refused(unit):
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()
    return True


@pytest.mark.django_db
def test_a_code_stands_for_one_unit_in_a_period():
    province().save()
    province(valid_from=FIRST_NEW_DAY).save()

    assert refused(province(name="Thử"))
    assert refused(province(name="Thử", valid_from=FIRST_NEW_DAY))


def test_a_hamlet_has_its_name_once_in_a_commune(van_son, hamlet):
    same = {"kind": Kind.HAMLET, "name": "Mẫu", "valid_from": van_son.valid_from}

    assert refused(Unit(**same, kind_word="xóm", parent=van_son))
    Unit(**same, kind_word="khu", parent=van_son).save()


def test_a_hamlet_has_no_code_and_everything_else_has_one(van_son):
    coded = Unit(kind=Kind.HAMLET, code="1", kind_word="xóm", name="A", parent=van_son)

    assert refused(coded)
    assert refused(province(code=""))


def test_only_a_province_lies_in_nothing(van_son):
    assert refused(province(parent=van_son))
    assert refused(Unit(kind=Kind.COMMUNE, code="99999", name="Mẫu"))


@pytest.mark.django_db
def test_a_unit_does_not_end_before_it_begins():
    assert refused(province(valid_from=FIRST_NEW_DAY, valid_until=LAST_OLD_DAY))
    province(valid_from=FIRST_NEW_DAY, valid_until=FIRST_NEW_DAY).save()


@pytest.mark.django_db
def test_a_unit_without_a_path_is_refused_since_it_would_open_everything():
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.bulk_create([province()])


def test_a_unit_goes_whole_into_one_unit_only(unit):
    old = unit("xã Ngổ Luông", old=True)
    other = unit("xã Thung Nai")
    link = UnitSuccession(old=old, new=other, share=Share.WHOLE, on=FIRST_NEW_DAY)

    assert refused(link)
    assert refused(UnitSuccession(old=old, new=old, share=Share.PART, on=LAST_OLD_DAY))
