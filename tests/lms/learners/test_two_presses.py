"""A double press whose two requests arrive at the same moment."""

from functools import partial

from django.test import Client

from lms.accounts.models import User
from lms.learners.models import Learner
from lms.learners.new_resident import NewResident
from lms.learners.services import register_once
from lms.lib.ids import uuid7
from tests.addresses import address
from tests.lms.learners.test_views import pin_on
from tests.threads import at_once


def test_two_presses_at_one_moment_make_one_resident(committed_world, noon):
    form_id = uuid7()
    person = NewResident("Hà Thị Thử", 1961, committed_world.places.hamlet)
    before = User.objects.count()

    cards = at_once(*[partial(register_once, person, form_id, at=noon)] * 4)

    [card] = filter(None, cards)
    assert Learner.objects.get(full_name="Hà Thị Thử") == card.learner
    assert User.objects.count() == before + 1


def test_whichever_press_is_answered_last_shows_the_pin_that_opens(committed_world):
    places = committed_world.places
    here = address("learners:register_in", places.commune.code, language="en")
    typed = {
        "record": str(uuid7()),
        "full_name": "Hà Thị Thử",
        "birth_year": "1961",
        "hamlet": str(places.hamlet.pk),
        "language": "vi",
        "agreed": "on",
    }

    pages = at_once(*[lambda: Client().post(here, typed, follow=True)] * 3)

    learner = Learner.objects.get(full_name="Hà Thị Thử")
    assert learner.user.check_password(pin_on(pages[0]))
    assert {pin_on(page) for page in pages} == {pin_on(pages[0])}
