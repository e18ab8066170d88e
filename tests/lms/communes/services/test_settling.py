from datetime import date

import pytest
from django.utils.translation import override

from lms.accounts.roles import Data, Role
from lms.communes.errors import (
    IsDivided,
    LoadRefused,
    MayNotChange,
    NameTaken,
    NoSuccessor,
    NotWaiting,
)
from lms.communes.models import Unit
from lms.communes.services import (
    add_hamlet,
    appoint,
    carry_over_hamlets,
    communes_to_carry_over,
    hamlets_waiting,
    load_hamlets,
    may_see,
    rename_hamlet,
    settle_hamlet,
)

MERGED = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def load(register, tmp_path, noon):
    """Load a list of lines below a heading."""

    def load(heading, *lines, **how):
        path = tmp_path / "hamlets.csv"
        path.write_text("\n".join([heading, *lines, ""]), "utf-8")
        return load_hamlets(path, at=noon, **how)

    return load


BY_NAME = "commune,district,name"


@pytest.fixture
def divided(load):
    """A hamlet of Vầy Nưa, which went in part into Tiền Phong."""
    load(BY_NAME, "Vầy Nưa,Đà Bắc,Xóm Mẫu")
    return Unit.objects.hamlets().get()


def successors(hamlet):
    return [link.new for link in hamlet.parent.successions.order_by("new__name")]


def today_s():
    hamlets = Unit.objects.on(date(2026, 11, 24)).hamlets().with_address()
    return {f"{each}, {each.parent.label}" for each in hamlets}


def test_hamlets_of_a_commune_that_went_over_whole_go_over_with_it(load):
    report = load(BY_NAME, "Ngổ Luông,Tân Lạc,Xóm Mẫu", "xã Ngổ Luông,,Xóm Thử")

    assert (report.added, report.carried, report.waiting) == (2, 2, [])
    assert today_s() == {"Xóm Mẫu, xã Vân Sơn", "Xóm Thử, xã Vân Sơn"}
    old = Unit.objects.hamlets().get(name="Mẫu", valid_until__isnull=False)
    assert old.valid_until == date(2025, 6, 30)
    assert old.successions.get().on == MERGED


def test_a_second_run_carries_nothing_over_again(load):
    lines = BY_NAME, "Ngổ Luông,Tân Lạc,Xóm Mẫu"
    load(*lines)

    report = load(*lines)

    assert (report.added, report.unchanged, report.carried) == (0, 1, 0)


def test_a_code_of_the_past_is_read_with_its_day(load):
    # 05092 was Bình Thanh, and is Thung Nai.
    load("ma_xa,ngay,ten", "05092,30/06/2025,Xóm Cũ", "05092,,Xóm Mới")

    found = {each.name: each.parent.name for each in Unit.objects.hamlets()}
    assert found["Cũ"] != "Bình Thanh"  # carried over
    assert found["Mới"] == "Thung Nai"
    old = Unit.objects.hamlets().get(name="Cũ", valid_until__isnull=False)
    assert old.parent.name == "Bình Thanh"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Đoàn Kết,,,Xóm Mẫu", "several communes called “Đoàn Kết”"),
        ("Nơi Khác,,,Xóm Mẫu", "is or was called “Nơi Khác”"),
        ("Ngổ Luông,,31/02/2025,Xóm Mẫu", "“31/02/2025” is no day"),
        ("Ngổ Luông,Mai Châu,,Xóm Mẫu", "is or was called “Ngổ Luông”"),
    ],
)
def test_a_commune_that_is_not_clear_is_asked_for(load, line, said):
    with pytest.raises(LoadRefused) as refused:
        load("commune,district,valid_on,name", line)

    assert said in refused.value.problems[0].sentence


def test_a_name_of_today_means_the_commune_of_today(load, unit):
    load("commune,name", "Tân Lạc,Xóm Mẫu")

    assert Unit.objects.hamlets().get().parent == unit("xã Tân Lạc")


def test_a_name_that_two_old_communes_bring_along_waits(load, van_son, noon):
    report = load(BY_NAME, "Ngổ Luông,Tân Lạc,Xóm Mẫu", "Vân Sơn,Tân Lạc,Xóm Mẫu")

    first, second = hamlets_waiting(van_son)
    assert (report.carried, len(report.waiting)) == (0, 2)
    settle_hamlet(first, van_son, at=noon)
    with pytest.raises(NameTaken):
        settle_hamlet(second, van_son, at=noon)
    settle_hamlet(second, van_son, name="Mẫu Hai", at=noon)
    assert today_s() == {"Xóm Mẫu, xã Vân Sơn", "Xóm Mẫu Hai, xã Vân Sơn"}


def test_a_hamlet_loaded_for_the_new_commune_is_taken_for_the_same(load, van_son, noon):
    new = add_hamlet(van_son, "Xóm Mẫu", at=noon)

    load(BY_NAME, "Ngổ Luông,Tân Lạc,Xóm Mẫu")

    assert today_s() == {"Xóm Mẫu, xã Vân Sơn"}
    assert new.origins.get().old.parent.name == "Ngổ Luông"


def test_hamlets_of_a_divided_commune_wait_until_somebody_says(load, divided, noon):
    assert list(hamlets_waiting()) == [divided]
    assert not communes_to_carry_over().exists()
    for commune in successors(divided):
        assert list(hamlets_waiting(commune)) == [divided]
    with pytest.raises(IsDivided):
        carry_over_hamlets(divided.parent, at=noon)


def test_a_waiting_hamlet_begins_with_the_commune_it_went_into(divided, noon):
    into = successors(divided)[0]

    change = settle_hamlet(divided, into, at=noon)

    [new] = change.news
    assert (new.parent, new.valid_from) == (into, MERGED)
    assert not hamlets_waiting().exists()
    with pytest.raises(NotWaiting):
        settle_hamlet(divided, into, at=noon)


def test_it_can_only_have_gone_where_its_commune_went(divided, van_son, noon):
    with pytest.raises(NoSuccessor):
        settle_hamlet(divided, van_son, at=noon)


def test_an_officer_claims_hamlets_for_their_own_commune_only(
    divided, make_user, noon, today
):
    own, other = successors(divided)
    officer = make_user("officer")
    appoint(officer, own, Role.COMMUNE_OFFICER, at=noon)

    with pytest.raises(MayNotChange):
        settle_hamlet(divided, other, at=noon, by=officer)
    [new] = settle_hamlet(divided, own, at=noon, by=officer).news
    assert may_see(officer, new, Data.ROSTER, on=today)


def test_an_old_list_does_not_bring_back_what_was_renamed(load, van_son, noon):
    hamlet = add_hamlet(van_son, "Xóm Mẫu", at=noon)
    rename_hamlet(hamlet, "Mới", on=date(2026, 11, 1), at=noon)

    with pytest.raises(LoadRefused, match="existed until 31/10/2026"):
        load("commune_code,name", "05152,Xóm Mẫu")
