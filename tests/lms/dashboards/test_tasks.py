from io import StringIO

import pytest
from django.core.management import call_command

from lms.celery import app
from lms.dashboards import tasks
from lms.dashboards.services import ask_for_recount
from lms.jobs import services as jobs
from lms.jobs.models import Job
from lms.settings import base
from tests.lms.dashboards.kept import falsify, registered


def test_the_beat_asks_for_a_task_that_exists():
    app.loader.import_default_modules()

    assert base.CELERY_BEAT_SCHEDULE["count"]["task"] in app.tasks


def test_the_task_brings_roll_ups_up_to_date_and_may_run_twice(hamlet, resident, noon):
    resident(hamlet)

    tasks.bring_up_to_date()
    tasks.bring_up_to_date()
    jobs.run(Job.objects.get().pk, clock=lambda: noon)

    assert registered(hamlet) == 1


def test_a_recount_is_done_as_a_job(van_son, hamlet, resident, noon):
    resident(hamlet)
    job = ask_for_recount(van_son, at=noon)

    jobs.run(job.pk, clock=lambda: noon)

    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    assert registered(hamlet) == 1


def run(*args):
    out = StringIO()
    call_command("rebuild_rollups", *args, stdout=out)
    return out.getvalue()


def test_rebuilding_says_what_had_differed(hamlet, other_hamlet, resident, noon):
    run()
    falsify(hamlet, 9)

    said = run()

    assert "Bị lệch: Xóm Mẫu, Xã Vân Sơn" in said
    assert "đã đếm lại: 2. Số bảng tổng hợp từng bị lệch: 2." in said
    assert registered(hamlet) == 0


@pytest.mark.parametrize(("number", "code"), [(0, 0), (9, 1)])
def test_checking_writes_nothing_and_ends_with_a_code(hamlet, number, code):
    run()
    falsify(hamlet, number)

    with pytest.raises(SystemExit) as ended:
        run("--check")

    assert ended.value.code == code
    assert registered(hamlet) == number
