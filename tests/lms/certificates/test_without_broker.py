"""The certificate is issued, and its sheet drawn once, whatever fails beside it."""

from datetime import timedelta

from django.utils import timezone

from lms.celery import app
from lms.certificates.models import Certificate
from lms.jobs.models import Job
from lms.jobs.services import run, sweep
from lms.journey.services import start_quiz
from lms.lib.facts import HowWitnessed
from tests.addresses import address
from tests.factories import as_posted, right_answers
from tests.servers import free_port


def test_without_a_broker_the_last_paper_is_handed_in_all_the_same(
    signed_in,
    resident,
    lessons,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    silent = f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(app.conf, "broker_url", silent)
    phone, how, now = signed_in(resident), HowWitnessed(), timezone.now()

    for lesson in (lessons.first, lessons.second):
        attempt = start_quiz(resident, lesson, how=how, at=now)
        there = address("journey:attempt", attempt.pk)
        with django_capture_on_commit_callbacks(execute=True):
            answer = phone.post(there, as_posted(right_answers()))

    job = Job.objects.get()
    assert answer.url == address("journey:result", attempt.pk)
    assert Certificate.objects.get().number in phone.get(address("journey:me")).text
    assert (job.state, job.sent_at) == (Job.State.WAITING, None)


def test_when_the_broker_is_back_the_sheet_is_drawn_once(certificate, monkeypatch):
    sent = []
    monkeypatch.setattr("lms.jobs.services.send", lambda ids: sent.extend(ids) or [])
    Job.objects.update(sent_at=None)

    sweep(at=timezone.now())
    for job_id in sent * 2:  # a message may come twice
        run(job_id, clock=timezone.now)
    sweep(at=timezone.now() + timedelta(minutes=1))

    assert sent == [Job.objects.get().pk]
    assert Job.objects.get().state == Job.State.DONE
    assert Certificate.objects.get().sheet
