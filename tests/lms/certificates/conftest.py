import pytest

from lms.journey import services
from lms.lib.facts import HowWitnessed
from tests.factories import right_answers

ALONE = HowWitnessed()


@pytest.fixture
def finish(noon):
    """Let somebody answer every question of course F; return the certificate."""

    def finish(learner, lessons, how=ALONE):
        for lesson in (lessons.first, lessons.second):
            attempt = services.start_quiz(learner, lesson, how=how, at=noon)
            services.hand_in(attempt.pk, right_answers(), how=how, at=noon)
        return learner.certificates.get(course_completion__isnull=False)

    return finish


@pytest.fixture
def certificate(finish, resident, lessons):
    """Bùi Thị Mẫu's certificate of course F, its sheet not drawn yet."""
    return finish(resident, lessons)
