from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lms.communes.models import Unit
from lms.learners.models import Learner, Residence
from tests.factories import make_resident

MOVED_ON = date(2025, 12, 1)


@pytest.fixture
def moved(resident, places):
    """The resident, who moved to the next hamlet on 1 December."""
    old = resident.residences.get()
    old.until_on = MOVED_ON - timedelta(days=1)
    old.save()
    resident.residences.create(hamlet=places.next_hamlet, from_on=MOVED_ON)
    return resident


def test_a_resident_belongs_to_one_hamlet_after_the_other(moved, places):
    assert moved.hamlet_on(MOVED_ON - timedelta(days=1)) == places.hamlet
    assert moved.hamlet_on(MOVED_ON) == places.next_hamlet


def test_on_the_day_of_a_move_the_new_hamlet_counts(moved, places):
    moved.residences.filter(hamlet=places.hamlet).update(until_on=MOVED_ON)

    assert moved.hamlet_on(MOVED_ON) == places.next_hamlet


def test_before_the_first_day_a_resident_belongs_to_no_hamlet(resident):
    assert resident.hamlet_on(date(2025, 11, 21)) is None


def test_residents_are_found_by_where_they_live_that_day(moved, same_hamlet, places):
    there = Unit.objects.filter(pk=places.hamlet.pk)

    before = Learner.objects.living_in(there, on=date(2025, 11, 30))
    after = Learner.objects.living_in(there, on=MOVED_ON)

    assert set(before) == {moved, same_hamlet}
    assert set(after) == {same_hamlet}


def test_residents_stand_in_the_order_of_given_names(world, places):
    for name in ("Bùi Văn An", "Đinh Thị Ánh", "Bùi Thị Ân", "Lò Văn Đức"):
        make_resident(places.next_hamlet, name)
    there = Unit.objects.filter(pk=places.next_hamlet.pk)

    people = Learner.objects.living_in(there, on=MOVED_ON).by_given_name()

    names = [each.full_name for each in people]
    assert names == ["Bùi Văn An", "Đinh Thị Ánh", "Bùi Thị Ân", "Lò Văn Đức"]


def test_a_resident_has_one_open_home(resident, places):
    with pytest.raises(IntegrityError), transaction.atomic():
        resident.residences.create(hamlet=places.next_hamlet, from_on=MOVED_ON)


def test_a_stay_does_not_end_before_it_begins(resident, places):
    with pytest.raises(IntegrityError), transaction.atomic():
        resident.residences.create(
            hamlet=places.hamlet,
            from_on=MOVED_ON,
            until_on=MOVED_ON - timedelta(days=1),
        )


def test_a_code_belongs_to_one_resident(resident, same_hamlet):
    same_hamlet.code = resident.code

    with pytest.raises(IntegrityError), transaction.atomic():
        same_hamlet.save()


def test_what_a_resident_rests_on_is_not_deleted(resident, places):
    for needed in (resident.user, places.hamlet, resident):
        with pytest.raises(ProtectedError):
            needed.delete()

    assert Residence.objects.filter(learner=resident).exists()


def test_a_resident_is_addressed_by_the_given_name(resident):
    assert resident.given_name == "Mẫu"
    assert str(resident) == "Bùi Thị Mẫu"
    assert resident.spaced_code == f"{resident.code[:4]} {resident.code[4:]}"
