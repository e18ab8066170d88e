"""A lesson ends on a day that its trainer had chosen; nobody waits for it then."""

from datetime import timedelta

from django.utils import timezone

from lms.celery import app
from lms.jobs import services as jobs
from lms.jobs.models import Job
from lms.journey.services import mark_as_done
from lms.lib.facts import HowWitnessed
from lms.progress import scheduling
from lms.progress.models import CourseCompletion
from lms.progress.tasks import publish_scheduled
from lms.settings import base

DAY = timedelta(days=1)


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


def test_a_draft_that_cannot_be_published_holds_no_other_back(lessons, caplog):
    now = timezone.now()
    broken, good, ending = lessons.first, lessons.second, lessons.easy
    broken.title = "Hỏng"
    draft = broken.save_revision(approved_go_live_at=now - 2 * DAY)
    draft.content["slug"] = good.slug  # given away since
    draft.save()
    good.title = "Tên mới"
    good.save_revision(approved_go_live_at=now - DAY)
    ending.expire_at = now - DAY
    ending.save()

    publish_scheduled()

    for lesson in (broken, good, ending):
        lesson.refresh_from_db()
    assert (good.title, ending.live) == ("Tên mới", False)
    assert broken.title == "Cuộc gọi lạ"
    assert f"wagtailcore.Revision {draft.pk}" in caplog.text


def test_what_cannot_end_holds_no_other_back(lessons, monkeypatch):
    broken, ending = lessons.first, lessons.second
    for days, lesson in ((2, broken), (1, ending)):
        lesson.expire_at = timezone.now() - days * DAY
        lesson.save()
    asked = scheduling.ask_for_courses_of

    def refuse(pages, *, at):
        if broken.pk in {each.pk for each in pages}:
            raise ValueError
        asked(pages, at=at)

    monkeypatch.setattr(scheduling, "ask_for_courses_of", refuse)

    publish_scheduled()

    for lesson in (broken, ending):
        lesson.refresh_from_db()
    assert broken.live  # whole or not at all
    assert not ending.live
    assert Job.objects.filter(kind="journey.complete_course").exists()


def test_questions_appear_and_end_on_the_days_chosen_for_them(lessons):
    ending, appearing = lessons.first.quiz, lessons.second.quiz
    ending.expire_at = timezone.now() - DAY
    ending.save()
    appearing.unpublish()
    appearing.save_revision(approved_go_live_at=timezone.now() - DAY)

    publish_scheduled()

    ending.refresh_from_db()
    appearing.refresh_from_db()
    assert (ending.live, appearing.live) == (False, True)
