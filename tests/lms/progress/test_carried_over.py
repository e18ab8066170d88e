"""Programmes from before there were versions: nothing is lost on the way, or back."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.accounts.models import User
from lms.learners.models import Learner
from lms.lib.ids import uuid7

BEFORE, AFTER = "0002_confirmations", "0005_rules_stand_in_versions"


@pytest.fixture
def migrate(transactional_db):
    def migrate(name):
        executor = MigrationExecutor(connection)
        executor.migrate([("progress", name)])
        return executor.loader.project_state([("progress", name)]).apps

    yield migrate
    migrate(AFTER)


def learner(number):
    user = User.objects.create(username=f"mau-{number}")
    return Learner.objects.create(
        user=user,
        registered_by=user,
        code=f"AAAA000{number}",
        full_name="Bùi Thị Mẫu",
        birth_year=1960,
        registered_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_each_set_of_courses_becomes_a_version(migrate):
    old = migrate(BEFORE)
    programme = old.get_model("progress", "Programme").objects.create(
        slug="so", title_vi="Số", title_en="D", course_keys=["a", "b", "c"]
    )
    unused = old.get_model("progress", "Programme").objects.create(
        slug="trong", title_vi="Trống", title_en="E", course_keys=["d"]
    )
    for number, keys in enumerate([["a"], ["b", "a"], ["a"], ["c", "b", "a"]], 1):
        moment = datetime(2026, number, 5, tzinfo=UTC)
        old.get_model("progress", "ProgrammeCompletion").objects.create(
            id=uuid7(),
            learner_id=learner(number).pk,
            programme=programme,
            course_keys=keys,
            witness="alone",
            occurred_at=moment,
            arrived_at=moment,
        )

    new = migrate(AFTER)
    versions = new.get_model("progress", "ProgrammeVersion").objects
    done = new.get_model("progress", "ProgrammeCompletion").objects
    of = versions.filter(programme=programme.pk).order_by("number")
    numbers = done.order_by("occurred_at").values_list("version__number", flat=True)

    assert [each.kept["keys"] for each in of] == [["a"], ["a", "b"], ["a", "b", "c"]]
    assert [each.from_on.month for each in of] == [1, 2, 4]
    assert list(numbers) == [1, 2, 1, 3]
    assert versions.get(programme=unused.pk).kept["keys"] == ["d"]

    back = migrate(BEFORE)
    kept = back.get_model("progress", "Programme").objects.get(pk=programme.pk)
    assert kept.course_keys == ["a", "b", "c"]
    assert back.get_model("progress", "ProgrammeCompletion").objects.count() == 4
