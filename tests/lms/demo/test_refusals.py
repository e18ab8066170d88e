"""What the demo needs, and what it does not do to a site with people on it."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.accounts.models import User
from lms.communes.services import load_units
from lms.learners.models import Learner

pytestmark = pytest.mark.django_db


def test_without_units_it_says_what_to_run():
    with pytest.raises(CommandError, match="load_units"):
        call_command("demo_data")


def test_without_lessons_it_says_what_to_run():
    load_units(at=timezone.now())

    with pytest.raises(CommandError, match="load_curriculum"):
        call_command("demo_data")


def test_a_name_that_somebody_has_changes_nothing():
    own = User.objects.create_user("giang.vien", password="rieng", is_active=False)

    with pytest.raises(CommandError):
        call_command("demo_data")

    own.refresh_from_db()
    assert own.check_password("rieng")
    assert not Learner.objects.exists()


def test_under_settings_for_real_work_it_wants_to_be_told(settings):
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match="public"):
        call_command("demo_data")


def test_with_nothing_there_nothing_is_removed(capsys):
    call_command("demo_data", "--remove")

    assert "không làm gì" in capsys.readouterr().out
