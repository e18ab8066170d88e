"""Nothing tells any more who somebody was, and what they did stays."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField

from lms.dashboards.breakdowns.ages import BANDS
from lms.learners.forgetting import (
    MIDDLE_OF_BAND,
    anonymise,
    never_listed,
    of_the_band,
)
from lms.learners.models import Learner, NeverListed
from lms.learners.services import correct
from tests.factories import NOON, make_resident

TEXTS = (CharField, TextField, JSONField)


@pytest.fixture
def gone(resident, world):
    """Bùi Thị Mẫu, whose name was put right once, is forgotten."""
    words = {"phone": "+84900000000", "language": "vi"}
    by = world.staff["helper"]
    correct(resident, full_name="Bùi Thị Mẫn", **words, by=by, at=NOON)
    resident.household = "Bùi Văn Chủ"
    resident.save()
    anonymise(resident, by=world.staff["officer"], at=NOON)
    return Learner.objects.get(pk=resident.pk)


def everything_kept():
    """Give all texts of all rows of all tables: a name may stand in any of them."""
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        texts = [
            f.attname
            for f in fields
            if isinstance(f, (CharField, TextField, JSONField))
        ]
        for row in model._base_manager.values_list(*texts) if texts else ():
            yield " ".join(map(str, row))


def test_no_row_tells_who_it_was(gone, world):
    told = " ".join(everything_kept())

    for word in ("Bùi Thị Mẫ", "bui thi ma", "900000000", "Bùi Văn Chủ"):
        assert word not in told
    assert world.owner.learner.code not in told
    assert gone.phone == gone.household == ""
    assert gone.given_name == "—"


def test_households_they_were_head_of_are_called_otherwise(resident, world):
    """Two at one head stay one household; who has another head keeps it."""
    there = [
        world.same_hamlet.learner,
        make_resident(world.places.hamlet, "Lò Thị Con").learner,
    ]
    other = make_resident(world.places.hamlet, "Lò Thị Khác").learner
    ids = [each.pk for each in there]
    Learner.objects.filter(pk__in=ids).update(household="Bùi Thị Mẫu")
    Learner.objects.filter(pk=other.pk).update(household="Bùi Văn Khác")

    anonymise(resident, by=world.staff["officer"], at=NOON)

    rows = Learner.objects.filter(pk__in=ids).values_list("household", flat=True)
    [kept] = set(rows)
    assert kept.startswith("—")
    assert len(kept) > 1
    other.refresh_from_db()
    assert other.household == "Bùi Văn Khác"
    assert "Bùi Thị Mẫu" not in " ".join(everything_kept())


def test_the_card_opens_nothing_any_more(gone, world, client):
    card = world.owner
    typed = {"code": card.learner.code, "pin": card.pin}

    answer = client.post("/sign-in/", typed)

    assert answer.status_code == 422
    assert not gone.user.is_active
    assert not gone.user.has_usable_password()
    assert gone.user.username == gone.code != card.learner.code


def test_what_they_did_and_agreed_to_stays(gone):
    assert gone.consents.exists()
    assert gone.residences.exists()
    assert gone.anonymisation.by.username == "officer"


def test_a_second_time_changes_nothing(gone, world):
    again = anonymise(gone, by=world.staff["helper"], at=NOON)

    assert again == gone.anonymisation
    assert Learner.objects.get(pk=gone.pk).code == gone.code
    assert NeverListed.objects.count() == 1


def test_no_list_brings_them_back_and_others_come(gone, places):
    known = NeverListed.objects.get().digest

    assert known == never_listed(places.commune.pk, "Bùi Thị Mẫn", 1966)
    assert known == never_listed(places.commune.pk, "BÙI THỊ MẪN", 1966)
    assert known != never_listed(places.other_commune.pk, "Bùi Thị Mẫn", 1966)
    assert known != never_listed(places.commune.pk, "Bùi Thị Mẫn", 1967)
    assert known != never_listed(places.commune.pk, "Bùi Thị Mân", 1966)


def test_wherever_the_tone_mark_sits_it_is_the_same_name(places):
    commune = places.commune.pk

    assert never_listed(commune, "Hoà", 1966) == never_listed(commune, "Hòa", 1966)


@pytest.mark.parametrize("age", range(121))
def test_of_the_year_of_birth_the_band_stays_for_years_on_and_back(age):
    def band(year, day):
        return max((b for b in (*BANDS, 0) if b <= day.year - year), default=0)

    today = date(2026, 11, 24)
    kept = of_the_band(today.year - age, on=today)

    assert band(kept, today) == band(today.year - age, today)
    for years in range(-5, 6):
        assert band(kept, today.replace(year=today.year + years)) == band(kept, today)


def test_the_bands_are_those_that_figures_are_shown_by():
    assert set(MIDDLE_OF_BAND) == {*BANDS, 0}
