from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from lms.jobs import services
from lms.jobs.models import Job

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def failed():
    return Job.objects.create(
        kind="certificates.draw",
        key="c7",
        state=Job.State.FAILED,
        error="Traceback …\nOSError: disk full",
        due_at=NOON,
        created_at=NOON,
        finished_at=NOON,
    )


def test_it_counts_jobs_and_says_why_some_failed(capsys):
    failed()
    services.enqueue("certificates.draw", "c8", at=NOON)

    call_command("jobs")

    told = capsys.readouterr().out
    assert "certificates.draw              failed         1" in told
    assert "certificates.draw              waiting        1" in told
    assert "certificates.draw c7: OSError: disk full" in told


def test_it_tries_failed_jobs_again(capsys):
    failed()

    call_command("jobs", "--retry")

    assert "làm lại: 1" in capsys.readouterr().out
    assert Job.objects.get().state == Job.State.WAITING
