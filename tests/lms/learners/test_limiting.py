"""A program cannot fill a commune with invented people; an evening in a hall may."""

import pytest

from lms.learners import limiting
from lms.learners.models import Learner
from lms.lib.ids import uuid7
from lms.lib.limiting import from_where, times
from tests.addresses import address
from tests.factories import NOON


@pytest.fixture
def ask(client, places, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    here = address("learners:register_in", places.commune.code, language="en")

    def ask(number, where="192.0.2.7", sender=client, **changes):
        typed = {
            "record": str(uuid7()),
            "full_name": f"Hà Thị {chr(0x41 + number % 26)}",
            "birth_year": str(1940 + number // 26),
            "hamlet": str(places.hamlet.pk),
            "language": "vi",
            "agreed": "on",
        }
        headers = {"x-forwarded-for": where, "x-forwarded-proto": "https"}
        return sender.post(here, typed | changes, headers=headers)

    return ask


def test_an_evening_of_sixty_in_one_hall_is_not_stopped(ask):
    answers = {ask(number).status_code for number in range(60)}

    assert answers == {302}


def test_a_program_is_stopped_with_a_sentence_and_what_was_typed(ask, monkeypatch):
    monkeypatch.setattr(limiting, "AN_HOUR", 2)
    before = Learner.objects.count()

    answers = [ask(number) for number in range(4)]

    assert [each.status_code for each in answers] == [302, 302, 429, 429]
    assert Learner.objects.count() == before + 2
    assert "ask your helper" in answers[-1].text
    assert "Hà Thị D" in answers[-1].text


def test_a_day_has_its_own_number(ask, monkeypatch):
    monkeypatch.setattr(limiting, "A_DAY", 1)

    assert [ask(n).status_code for n in range(2)] == [302, 429]


def test_elsewhere_one_does_not_wait_and_slips_do_not_count(ask, monkeypatch):
    monkeypatch.setattr(limiting, "AN_HOUR", 1)

    assert ask(1, birth_year="nineteen").status_code == 422
    assert ask(2).status_code == 302
    assert ask(3, where="192.0.2.8").status_code == 302


def test_a_helper_at_the_desk_is_not_counted(world, client, monkeypatch):
    monkeypatch.setattr(limiting, "AN_HOUR", 0)
    client.force_login(world.staff["helper"])

    answer = client.post(
        address("fieldwork:register"),
        {
            "record": str(uuid7()),
            "full_name": "Hà Thị Thử",
            "birth_year": "1961",
            "hamlet": str(world.places.hamlet.pk),
            "language": "vi",
            "agreed": "on",
        },
    )

    assert answer.status_code == 302
    assert Learner.objects.filter(full_name="Hà Thị Thử").exists()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("", "unix:", False),
        ("not an address", "not an address", True),
    ],
)
def test_who_has_one_address_of_ipv6_has_many(rf, one, other, same):
    told = [from_where(rf.get("/", REMOTE_ADDR=each)) for each in (one, other)]

    assert (told[0] == told[1]) is same
    assert one not in told


def test_a_header_is_believed_behind_the_proxy_only(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    plain = rf.get("/")
    said = rf.get("/", headers={"x-forwarded-for": "192.0.2.99"})

    assert from_where(plain) == from_where(said)


def test_each_stretch_begins_anew():
    later = NOON.replace(hour=NOON.hour + 1)

    asked = [times("t", "somebody", 3600, at=at) for at in (NOON, NOON, later)]

    assert asked == [1, 2, 1]
