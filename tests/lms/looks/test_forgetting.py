from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.looks.models import Look, NamesExport, Seen
from lms.looks.services import KEPT_DAYS, look_at, take_out

DAY = timedelta(days=1)


@pytest.fixture
def old_and_new(staff, resident, places):
    """A look and an export on each side of the last day that is kept."""
    now = timezone.now()
    for at in (now - (KEPT_DAYS + 1) * DAY, now - (KEPT_DAYS - 1) * DAY):
        home = places.hamlet.pk
        look_at(resident, Seen.SITTING, home=home, by=staff["helper"], at=at)
        by, kind = staff["officer"], "csv"
        take_out(places.commune, "mời học", 3, file_kind=kind, by=by, at=at)


def rows():
    return Look.objects.count(), NamesExport.objects.count()


def test_what_is_older_than_two_years_is_forgotten(old_and_new, capsys):
    call_command("forget_looks")

    assert rows() == (1, 1)
    assert "đã xóa: 2" in capsys.readouterr().out


def test_a_dry_run_forgets_nothing(old_and_new, capsys):
    call_command("forget_looks", "--dry-run")

    assert rows() == (2, 2)
    assert "sẽ bị xóa: 2" in capsys.readouterr().out


def test_another_time_can_be_named_but_not_none(old_and_new):
    call_command("forget_looks", "--days", str(KEPT_DAYS + 2))
    assert rows() == (2, 2)

    with pytest.raises(CommandError):
        call_command("forget_looks", "--days", "0")


def test_a_second_run_has_nothing_to_do(old_and_new, capsys):
    call_command("forget_looks")
    call_command("forget_looks")

    assert "đã xóa: 0" in capsys.readouterr().out
