"""What a resident does on the way, by HTTP alone."""

from lms.learners.models import Learner
from lms.lib.ids import uuid7
from tests.addresses import address
from tests.quizzes.builders import posted


def get_card(client, hamlet, language):
    """Register Hà Thị Thử and put the card away."""
    there = address("learners:register_in", hamlet.parent.code, language=language)
    typed = {
        "record": str(uuid7()),
        "full_name": "Hà Thị Thử",
        "birth_year": "1961",
        "hamlet": str(hamlet.pk),
        "language": language,
        "agreed": "on",
    }
    client.post(there, typed)
    client.post(address("learners:card_kept", language=language))
    return Learner.objects.get(full_name="Hà Thị Thử")


def right(question):
    """Return the right answer to a question of an edition."""
    ids = [choice["id"] for choice in question["choices"]]
    if question["type"] == "order":
        return ids
    ticked = [choice["id"] for choice in question["choices"] if choice["right"]]
    return ticked if question["type"] == "several" else ticked[0]


def typed_right(attempt):
    """Return what a browser sends when everything is answered rightly."""
    asked = attempt.edition.content["questions"]
    typed = posted(attempt.paper, {each["key"]: right(each) for each in asked})
    typed["helped_by"] = "alone"
    return typed


def hand_in(client, attempt, typed, language):
    there = address("journey:attempt", attempt.pk, language=language)
    return client.post(there, typed, follow=True)
