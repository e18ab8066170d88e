import pytest

from lms.journey import services
from lms.lib.facts import HowWitnessed
from quizzes.models import Attempt
from tests.addresses import address
from tests.factories import as_posted, right_answers

ALONE = HowWitnessed()


@pytest.fixture
def begin(resident, noon):
    """Begin the questions of a lesson."""

    def begin(lesson, learner=resident, how=ALONE, at=noon):
        return services.start_quiz(learner, lesson, how=how, at=at)

    return begin


@pytest.fixture
def learn(begin, noon):
    """Answer the questions of a lesson, right unless said; or say that it is done."""

    def learn(lesson, answers=None, how=ALONE, at=noon, **options):
        attempt = begin(lesson, at=at, **options)
        answers = right_answers() if answers is None else answers
        return services.hand_in(attempt.pk, answers, how=how, at=at)

    return learn


@pytest.fixture
def phone(signed_in, resident):
    """The resident's own phone."""
    return signed_in(resident)


@pytest.fixture
def press_start():
    """Press the button that begins the questions; return the attempt."""

    def press_start(client, lesson, language="vi"):
        key = lesson.translation_key
        answer = client.post(address("journey:start_quiz", key, language=language))
        return Attempt.objects.get(pk=answer.url.rstrip("/").rsplit("/", 1)[1])

    return press_start


@pytest.fixture
def press_hand_in():
    """Fill in the paper and hand it in, right unless said; return the answer."""

    def press_hand_in(client, attempt, answers=None, language="vi", **options):
        there = address("journey:attempt", attempt.pk, language=language)
        answers = right_answers() if answers is None else answers
        return client.post(there, as_posted(answers, **options))

    return press_hand_in
