from datetime import UTC, date, datetime, timedelta

import pytest

from lms.communes.models import Kind, Unit
from lms.communes.services import (
    add_hamlet,
    merge_hamlets,
    rename_hamlet,
    split_hamlet,
)
from lms.learners.models import Residence
from lms.learners.moving import (
    NobodyChosen,
    NotAPartOfIt,
    follow,
    settle,
    waiting_in,
)
from lms.learners.services import NewResident, register

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ON = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def commune(db):
    begins = date(2025, 7, 1)
    province = Unit.objects.create(
        kind=Kind.PROVINCE, code="25", name="Phú Thọ", valid_from=begins
    )
    return Unit.objects.create(
        kind=Kind.COMMUNE,
        code="05152",
        name="Vân Sơn",
        parent=province,
        valid_from=begins,
    )


@pytest.fixture
def hamlet(commune):
    return add_hamlet(commune, "Xóm Mẫu", at=NOON)


@pytest.fixture
def resident():
    def make(hamlet, days_ago=30, name="Bùi Thị Mẫu"):
        at = NOON - days_ago * DAY
        return register(NewResident(name, 1966, hamlet), at=at).learner

    return make


def stays(learner):
    return [
        (str(stay.hamlet), stay.from_on, stay.until_on)
        for stay in learner.residences.select_related("hamlet").order_by("from_on")
    ]


def test_residents_go_with_their_hamlet_on_the_day_of_the_change(hamlet, resident):
    learner = resident(hamlet)
    change = rename_hamlet(hamlet, "Mới", on=ON, at=NOON)

    assert follow(change.olds) == 1
    assert stays(learner) == [
        ("Xóm Mẫu", TODAY - 30 * DAY, ON - DAY),
        ("Xóm Mới", ON, None),
    ]
    assert follow(change.olds) == 0


def test_who_registered_after_the_change_was_in_the_new_hamlet_from_the_start(
    hamlet, resident
):
    learner = resident(hamlet, days_ago=1)

    follow(rename_hamlet(hamlet, "Mới", on=ON, at=NOON).olds)

    assert stays(learner) == [("Xóm Mới", TODAY - DAY, None)]


def test_who_had_moved_away_before_stays_away(hamlet, commune, resident):
    learner = resident(hamlet)
    other = add_hamlet(commune, "Xóm Thử", at=NOON)
    learner.residences.update(until_on=ON - 2 * DAY)
    Residence.objects.create(learner=learner, hamlet=other, from_on=ON - DAY)
    before = stays(learner)

    follow(rename_hamlet(hamlet, "Mới", on=ON, at=NOON).olds)

    assert stays(learner) == before


def test_who_moves_away_later_does_so_from_the_new_hamlet(hamlet, resident):
    learner = resident(hamlet)
    learner.residences.update(until_on=ON + DAY)

    follow(rename_hamlet(hamlet, "Mới", on=ON, at=NOON).olds)

    assert stays(learner)[-1] == ("Xóm Mới", ON, ON + DAY)


def test_changes_that_follow_each_other_are_followed_to_the_end(
    hamlet, commune, resident
):
    learner = resident(hamlet)
    other = add_hamlet(commune, "Xóm Thử", at=NOON)
    [once] = rename_hamlet(hamlet, "Giữa", on=ON, at=NOON).news
    merge_hamlets([once, other], "Cuối", on=ON + DAY, at=NOON)

    follow([hamlet])

    assert [name for name, _first, _last in stays(learner)] == [
        "Xóm Mẫu",
        "Xóm Giữa",
        "Xóm Cuối",
    ]


@pytest.fixture
def parts(hamlet):
    return split_hamlet(hamlet, ["Mẫu 1", "Mẫu 2"], on=ON, at=NOON).news


def test_residents_of_a_divided_hamlet_wait_until_somebody_says(
    hamlet, resident, parts
):
    people = [resident(hamlet, name=f"Bùi Thị {name}") for name in "ABC"]

    assert follow([hamlet]) == 0
    assert waiting_in([hamlet]).count() == 3
    assert settle(hamlet, parts[0], [people[0].pk]) == 1
    assert settle(hamlet, parts[0], [people[0].pk]) == 0
    assert settle(hamlet, parts[1]) == 2
    assert not waiting_in().exists()
    assert stays(people[0])[-1] == ("Xóm Mẫu 1", ON, None)
    assert stays(people[2])[-1] == ("Xóm Mẫu 2", ON, None)


def test_who_is_settled_late_goes_on_where_the_part_has_gone(hamlet, resident, parts):
    learner = resident(hamlet)
    rename_hamlet(parts[0], "Cuối", on=ON + DAY, at=NOON)

    settle(hamlet, parts[0])

    assert stays(learner)[-1] == ("Xóm Cuối", ON + DAY, None)


def test_nobody_is_settled_elsewhere_and_nobody_is_nobody(hamlet, commune, parts):
    with pytest.raises(NotAPartOfIt):
        settle(hamlet, add_hamlet(commune, "Xóm Thử", at=NOON))
    with pytest.raises(NobodyChosen):
        settle(hamlet, parts[0], [])


def test_the_number_of_queries_does_not_grow_with_the_people(
    hamlet, resident, django_assert_max_num_queries
):
    for _each in range(12):
        resident(hamlet)
    change = rename_hamlet(hamlet, "Mới", on=ON, at=NOON)

    with django_assert_max_num_queries(8):
        assert follow(change.olds) == 12
