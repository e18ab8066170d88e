"""A population is made inside PostgreSQL, as if people had come one by one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from lms.accounts.codes import typed_code
from lms.certificates.models import Certificate
from lms.certificates.numbers import check_number
from lms.communes.models import Kind, Unit
from lms.dashboards.models import Rollup
from lms.dashboards.services import differing
from lms.learners.models import Learner
from lms.progress.models import CourseCompletion, Enrolment
from tests.factories import make_lessons, make_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(db):
    make_places()
    make_lessons()


def make(**options):
    call_command("make_population", hamlets=6, stdout=StringIO(), **options)


@pytest.mark.postgresql
def test_people_live_somewhere_and_have_done_what_their_rows_say(communes):
    make(learners=300)

    assert Learner.objects.count() == 300
    assert Unit.objects.hamlets().count() == 6
    done = CourseCompletion.objects.count()
    assert 5.5 < done / 300 < 6.5
    assert Certificate.objects.count() == done
    assert Enrolment.objects.count() >= done
    assert all(map(typed_code, Learner.objects.values_list("code", flat=True)))
    assert all(map(check_number, Certificate.objects.values_list("number", flat=True)))
    province = Rollup.objects.get(unit__kind=Kind.PROVINCE)
    assert province.counts["registered"] == 300
    assert differing(at=timezone.now()) == []


@pytest.mark.postgresql
def test_the_same_seed_makes_the_same_people(communes):
    def people():
        make(learners=50, seed=7)
        return list(Learner.objects.values_list("code", "full_name", "birth_year"))

    with transaction.atomic():
        first = people()
        transaction.set_rollback(True)

    assert sorted(people()) == sorted(first)


@pytest.mark.postgresql
def test_a_second_population_is_refused(communes):
    make(learners=5)

    with pytest.raises(CommandError):
        make(learners=5)

    assert Learner.objects.count() == 5


def test_another_database_is_refused(communes):
    if connection.vendor == "postgresql":
        pytest.skip("this is the one that is wanted")

    with pytest.raises(CommandError):
        make(learners=5)

    assert not Learner.objects.exists()


@pytest.mark.parametrize("wanted", [{"learners": 0}, {"learners": -1}])
def test_nobody_is_no_population(communes, wanted):
    with pytest.raises(CommandError):
        make(**wanted)
