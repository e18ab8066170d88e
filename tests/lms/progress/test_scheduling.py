"""A lesson ends on a day that its trainer had chosen; nobody waits for it then."""

from datetime import timedelta

from django.utils import timezone

from lms.celery import app
from lms.jobs import services as jobs
from lms.jobs.models import Job
from lms.journey.services import mark_as_done
from lms.lib.facts import HowWitnessed
from lms.progress.models import CourseCompletion
from lms.progress.tasks import publish_scheduled
from lms.settings import base


def test_the_beat_asks_for_a_task_that_exists():
    app.loader.import_default_modules()

    assert base.CELERY_BEAT_SCHEDULE["publish"]["task"] in app.tasks


def test_a_course_is_completed_for_those_who_waited_for_a_lesson_that_ended(
    lessons, resident, noon
):
    wanted, ending = lessons.first, lessons.second
    wanted.quiz = None
    wanted.save()
    mark_as_done(resident, wanted, how=HowWitnessed(), at=noon)
    ending.expire_at = timezone.now() - timedelta(seconds=1)
    ending.save()

    publish_scheduled()
    publish_scheduled()

    ending.refresh_from_db()
    [job] = Job.objects.filter(kind="journey.complete_course")
    jobs.run(job.pk, clock=timezone.now)
    done = CourseCompletion.objects.get(learner=resident)
    assert not ending.live
    assert done.lesson_keys == [str(wanted.translation_key)]


def test_a_lesson_appears_on_the_day_chosen_for_it(lessons):
    lesson = lessons.easy
    lesson.unpublish()
    lesson.go_live_at = timezone.now() - timedelta(seconds=1)
    lesson.save_revision(approved_go_live_at=lesson.go_live_at)

    publish_scheduled()

    lesson.refresh_from_db()
    assert lesson.live
    assert not Job.objects.exists()
