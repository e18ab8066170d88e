"""A double press whose two requests arrive at the same moment."""

from functools import partial

from lms.accounts.models import User
from lms.learners.models import Learner
from lms.learners.new_resident import NewResident
from lms.learners.services import register_once
from lms.lib.ids import uuid7
from tests.threads import at_once


def test_two_presses_at_one_moment_make_one_resident(committed_world, noon):
    form_id = uuid7()
    person = NewResident("Hà Thị Thử", 1961, committed_world.places.hamlet)
    before = User.objects.count()

    cards = at_once(*[partial(register_once, person, form_id, at=noon)] * 4)

    [card] = filter(None, cards)
    assert Learner.objects.get(full_name="Hà Thị Thử") == card.learner
    assert User.objects.count() == before + 1
