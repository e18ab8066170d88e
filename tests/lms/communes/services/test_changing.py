from datetime import date, timedelta

import pytest
from django.utils.translation import override

from lms.accounts.roles import Data, Role
from lms.communes.errors import (
    AlreadyEnded,
    ChangesTomorrow,
    MayNotChange,
    NameTaken,
    NotInACommune,
    NotYetBegun,
    OfOtherCommunes,
    SameCommune,
    SameName,
    TooFew,
)
from lms.communes.models import Position, Share, Unit, UnitSuccession
from lms.communes.search import find_units
from lms.communes.services import (
    add_hamlet,
    appoint,
    may_see,
    merge_hamlets,
    move_hamlet,
    rename_hamlet,
    split_hamlet,
)

FIRST = date(2026, 11, 1)
DAY = timedelta(days=1)


@pytest.fixture
def other(van_son, noon):
    return add_hamlet(van_son, "Xóm Thử", at=noon)


@pytest.fixture
def far(unit, noon):
    return add_hamlet(unit("xã Tân Lạc"), "Xóm Xa", at=noon)


def links():
    return {
        (str(link.old), str(link.new), link.share)
        for link in UnitSuccession.objects.filter(old__kind="hamlet")
    }


def test_a_renamed_hamlet_ends_the_day_before_and_begins_anew(hamlet, noon):
    change = rename_hamlet(hamlet, "Mẫu Mới", on=FIRST, at=noon, source="NQ 12")

    [old], [new] = change.olds, change.news
    assert (old.valid_until, new.valid_from) == (FIRST - DAY, FIRST)
    assert str(new) == "Xóm Mẫu Mới"
    assert new.path.startswith(hamlet.parent.path)
    assert links() == {("Xóm Mẫu", "Xóm Mẫu Mới", Share.WHOLE)}
    assert set(Unit.objects.on(FIRST - DAY).hamlets()) == {old}
    assert set(Unit.objects.on(FIRST).hamlets()) == {new}


def test_it_is_kept_who_entered_a_change_when_and_by_which_decision(
    hamlet, make_user, noon
):
    officer = make_user("officer")
    appoint(officer, hamlet.parent, Role.COMMUNE_OFFICER, at=noon)

    rename_hamlet(hamlet, "Mới", on=FIRST, at=noon, by=officer, source=" NQ  12 ")

    link = UnitSuccession.objects.get(old=hamlet)
    assert (link.entered_by, link.entered_at, link.source) == (officer, noon, "NQ 12")


def test_the_word_before_the_name_can_change_alone(hamlet, noon):
    change = rename_hamlet(hamlet, "Khu Mẫu", on=FIRST, at=noon)

    assert str(change.news[0]) == "Khu Mẫu"


def test_merged_hamlets_may_go_on_under_the_name_of_one(hamlet, other, noon):
    change = merge_hamlets([hamlet, other], "Mẫu", on=FIRST, at=noon)

    [new] = change.news
    assert str(new) == "Xóm Mẫu"
    assert links() == {
        ("Xóm Mẫu", "Xóm Mẫu", Share.WHOLE),
        ("Xóm Thử", "Xóm Mẫu", Share.WHOLE),
    }
    assert list(Unit.objects.on(FIRST).hamlets()) == [new]


def test_a_divided_hamlet_goes_over_in_parts(hamlet, noon):
    split_hamlet(hamlet, ["Mẫu 1", "Xóm Mẫu 2"], on=FIRST, at=noon)

    assert links() == {
        ("Xóm Mẫu", "Xóm Mẫu 1", Share.PART),
        ("Xóm Mẫu", "Xóm Mẫu 2", Share.PART),
    }


def test_a_hamlet_moves_to_another_commune(hamlet, far, noon):
    change = move_hamlet(hamlet, far.parent, on=FIRST, at=noon)

    [new] = change.news
    assert new.parent == far.parent
    assert new.path.startswith(far.parent.path)


def test_old_names_are_found_after_several_changes(hamlet, other, noon, today):
    [once] = rename_hamlet(hamlet, "Giữa", on=FIRST, at=noon).news
    [new] = merge_hamlets([once, other], "Cuối", on=FIRST + DAY, at=noon).news

    for name in ("Mẫu", "Giữa", "Thử", "Cuối"):
        assert new in {each.unit for each in find_units(name, on=today)}


@pytest.fixture
def refused(hamlet, other, far, noon):
    """What is asked for, and why it cannot be."""
    tomorrow = date(2026, 11, 25)
    return {
        ChangesTomorrow: lambda: rename_hamlet(hamlet, "A", on=tomorrow, at=noon),
        NotYetBegun: lambda: rename_hamlet(hamlet, "A", on=date(2025, 7, 1), at=noon),
        NameTaken: lambda: rename_hamlet(hamlet, "thử", on=FIRST, at=noon),
        SameName: lambda: rename_hamlet(hamlet, "mẫu", on=FIRST, at=noon),
        OfOtherCommunes: lambda: merge_hamlets([hamlet, far], "A", on=FIRST, at=noon),
        TooFew: lambda: merge_hamlets([hamlet, hamlet], "A", on=FIRST, at=noon),
        SameCommune: lambda: move_hamlet(hamlet, hamlet.parent, on=FIRST, at=noon),
        NotInACommune: lambda: merge_hamlets(
            [hamlet.parent, far.parent], "Xóm A", on=FIRST, at=noon
        ),
    }


@pytest.mark.parametrize(
    "error",
    [
        ChangesTomorrow,
        NotYetBegun,
        NameTaken,
        SameName,
        OfOtherCommunes,
        TooFew,
        SameCommune,
        NotInACommune,
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(refused, error):
    before = list(Unit.objects.order_by("pk").values_list())

    with pytest.raises(error) as problem:
        refused[error]()

    with override("en"):
        assert str(problem.value).endswith(".")
    assert list(Unit.objects.order_by("pk").values_list()) == before
    assert not links()


@pytest.mark.parametrize("names", [[], ["A"], ["A", "xóm a"]])
def test_a_hamlet_is_divided_into_two_or_more(hamlet, noon, names):
    with pytest.raises(TooFew):
        split_hamlet(hamlet, names, on=FIRST, at=noon)


def test_what_has_ended_does_not_change_again(hamlet, noon):
    rename_hamlet(hamlet, "Mới", on=FIRST, at=noon)

    with pytest.raises(AlreadyEnded):
        rename_hamlet(hamlet, "Khác", on=FIRST, at=noon)


def test_an_ended_hamlet_is_not_added_again(hamlet, noon):
    rename_hamlet(hamlet, "Mới", on=FIRST, at=noon)

    with pytest.raises(AlreadyEnded):
        add_hamlet(hamlet.parent, "Xóm Mẫu", at=noon)


def test_only_who_keeps_the_places_of_all_communes_concerned_may_change_them(
    hamlet, far, make_user, noon
):
    officer, helper = make_user("officer"), make_user("helper")
    appoint(officer, hamlet.parent, Role.COMMUNE_OFFICER, at=noon)
    appoint(helper, hamlet, Role.HELPER, at=noon)

    with pytest.raises(MayNotChange):
        rename_hamlet(hamlet, "Mới", on=FIRST, at=noon, by=helper)
    with pytest.raises(MayNotChange):
        move_hamlet(hamlet, far.parent, on=FIRST, at=noon, by=officer)
    assert rename_hamlet(hamlet, "Mới", on=FIRST, at=noon, by=officer)


def test_helpers_go_over_with_their_hamlets(hamlet, other, make_user, noon, today):
    both, one = make_user("both"), make_user("one")
    appoint(both, hamlet, Role.HELPER, at=noon, from_on=FIRST)
    appoint(both, other, Role.HELPER, at=noon, from_on=FIRST, until_on=today)
    appoint(one, other, Role.HELPER, at=noon, from_on=FIRST, until_on=today)

    change = merge_hamlets([hamlet, other], "Mẫu", on=FIRST + DAY, at=noon)

    [new] = change.news
    assert change.positions == 2
    assert may_see(both, new, Data.ROSTER, on=today + DAY)
    assert may_see(one, new, Data.ROSTER, on=today)
    assert not may_see(one, new, Data.ROSTER, on=today + DAY)
    assert Position.objects.filter(unit=hamlet).count() == 1


def test_a_helper_of_a_divided_hamlet_helps_in_each_part(
    hamlet, make_user, noon, today
):
    helper = make_user("helper")
    appoint(helper, hamlet, Role.HELPER, at=noon, from_on=FIRST)

    change = split_hamlet(hamlet, ["Mẫu 1", "Mẫu 2"], on=FIRST, at=noon)

    assert all(may_see(helper, new, Data.ROSTER, on=today) for new in change.news)


def test_a_position_that_ended_before_does_not_go_over(hamlet, make_user, noon):
    past = make_user("past")
    day = FIRST - DAY
    appoint(past, hamlet, Role.HELPER, at=noon, from_on=day, until_on=day)

    change = rename_hamlet(hamlet, "Mới", on=FIRST, at=noon)

    assert change.positions == 0
