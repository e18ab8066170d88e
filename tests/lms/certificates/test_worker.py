"""The sheet over a real worker and a real broker that goes away and comes back."""

import pytest

from lms.certificates.models import Certificate
from lms.jobs.models import Job

pytestmark = pytest.mark.worker


def test_the_sheet_is_drawn_once_when_the_broker_is_back(
    redis_worker, committed_world, finish
):
    redis_worker.broker.stop()
    certificate = finish(committed_world.owner.learner, committed_world.lessons)
    waiting = Job.objects.get()
    redis_worker.broker.start()

    redis_worker.wait_for(lambda: Job.objects.filter(state="done").exists())

    drawn = Certificate.objects.get(pk=certificate.pk)
    job = Job.objects.get()
    assert waiting.state == Job.State.WAITING
    assert (job.pk, job.attempts) == (waiting.pk, 1)
    assert drawn.sheet.size > 10_000
