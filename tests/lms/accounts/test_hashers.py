"""A hash costs what a small server can bear; older ones still open."""

import pytest
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    get_hashers,
    identify_hasher,
)

from lms.settings.base import PASSWORD_HASHERS
from tests.addresses import address

HERE = address("accounts:sign_in")


@pytest.fixture
def hashers(settings):
    """Those of the product; other tests take a quick one."""
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    return get_hashers()


def costs(encoded):
    found = Argon2PasswordHasher().decode(encoded)
    return found["memory_cost"], found["time_cost"], found["parallelism"]


def test_a_new_hash_costs_no_more_than_is_recommended(hashers, resident):
    resident.user.set_password("271828")

    assert identify_hasher(resident.user.password).algorithm == "argon2"
    assert costs(resident.user.password) == (19 * 1024, 2, 1)
    assert resident.user.check_password("271828")


def test_an_older_hash_opens_and_is_made_anew(hashers, client, resident):
    older = Argon2PasswordHasher()
    resident.user.password = older.encode("271828", older.salt())
    resident.user.save()

    answer = client.post(HERE, {"code": resident.code, "pin": "271828"})

    resident.user.refresh_from_db()
    assert answer.status_code == 302
    assert costs(resident.user.password) == (19 * 1024, 2, 1)
    assert resident.user.check_password("271828")


def test_a_wrong_pin_does_not_open_an_older_hash(hashers, client, resident):
    older = Argon2PasswordHasher()
    resident.user.password = older.encode("271828", older.salt())
    resident.user.save()

    answer = client.post(HERE, {"code": resident.code, "pin": "314159"})

    assert answer.status_code == 422
