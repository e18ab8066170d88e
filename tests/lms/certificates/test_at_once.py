"""Two workers that were given the same sheet to draw; over real commits."""

from functools import partial
from pathlib import Path

from lms.certificates.services.sheets import draw
from tests.threads import at_once


def test_two_workers_at_once_leave_one_file(committed_world, finish, noon):
    certificate = finish(committed_world.owner.learner, committed_world.lessons)

    at_once(*[partial(draw, str(certificate.pk), at=noon)] * 2)

    certificate.refresh_from_db()
    folder = Path(certificate.sheet.path).parent
    assert len(list(folder.glob(f"{certificate.number}*"))) == 1
