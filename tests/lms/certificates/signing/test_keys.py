"""Every way in which a key cannot sign is told from the others."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from lms.certificates.signing import authority, errors, keys
from lms.certificates.signing.renewing import renew
from tests.lms.certificates.signing.conftest import PASSWORD
from tests.threads import at_once

YEAR = timedelta(days=365)


@pytest.fixture
def at_home(settings, tmp_path):
    """The settings of the first start of all: nothing is there yet."""
    settings.SIGNING_KEY = str(tmp_path / "signing" / "test-key.p12")
    settings.SIGNING_KEY_PASSWORD = "made by the machine"
    settings.SIGNING_TEST_AUTHORITY = True
    return Path(settings.SIGNING_KEY)


def test_a_key_is_opened_with_who_vouches_for_it(organisation, signing_key, noon):
    signing_key(organisation())

    key = keys.current(at=noon)

    assert key.subject == "Trung tâm Mẫu"
    assert [each.subject for each in key.chain] == [key.certificate.issuer]
    assert not key.is_for_tests
    assert key.certificates.count("BEGIN CERTIFICATE") == 2
    assert "PRIVATE" not in key.certificates


def test_it_is_opened_once(organisation, signing_key, noon):
    signing_key(organisation())

    assert keys.current(at=noon) is keys.current(at=noon)


def test_no_key_is_said_to_be_missing(signing_key, settings, noon):
    for name in ("", str(signing_key(None))):
        settings.SIGNING_KEY = name
        with pytest.raises(errors.KeyMissing):
            keys.current(at=noon)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4000, b"-----BEGIN CERTIFICATE-----\n", b"\x30\x82"]
)
def test_what_is_no_pkcs12_file_is_said_to_be_none(signing_key, noon, content):
    signing_key(content)

    with pytest.raises(errors.NotAKey):
        keys.current(at=noon)


def test_a_folder_in_its_place_cannot_be_read(signing_key, settings, tmp_path, noon):
    signing_key(None)
    settings.SIGNING_KEY = str(tmp_path)

    with pytest.raises(errors.KeyUnreadable):
        keys.current(at=noon)


@pytest.mark.parametrize("password", ["", "mat khau", "mật khẩu ", "x" * 300])
def test_a_wrong_password_is_said_to_be_wrong(
    organisation, signing_key, noon, password
):
    signing_key(organisation(), password)

    with pytest.raises(errors.WrongPassword):
        keys.current(at=noon)


def test_a_file_without_the_private_key_is_incomplete(organisation, signing_key, noon):
    signing_key(organisation(holds_key=False))

    with pytest.raises(errors.KeyIncomplete):
        keys.current(at=noon)


@pytest.mark.parametrize(
    "private",
    [
        rsa.generate_private_key(65537, 1024),
        ec.generate_private_key(ec.SECP192R1()),
        ed25519.Ed25519PrivateKey.generate(),
    ],
    ids=["rsa-1024", "secp192", "ed25519"],
)
def test_a_key_that_readers_would_refuse_is_unsuited(
    organisation, signing_key, noon, private
):
    signing_key(organisation(private))

    with pytest.raises(errors.KeyUnsuited):
        keys.current(at=noon)


def test_so_is_one_whose_certificate_allows_no_signatures(
    organisation, signing_key, noon
):
    signing_key(organisation(may=["key_encipherment"]))

    with pytest.raises(errors.KeyUnsuited):
        keys.current(at=noon)


def test_a_key_signs_from_its_first_moment_to_its_last(organisation, signing_key, noon):
    signing_key(organisation(begins=noon, ends=noon + YEAR))

    assert keys.current(at=noon)
    assert keys.current(at=noon + YEAR - timedelta(seconds=1))
    with pytest.raises(errors.KeyNotYetValid):
        keys.current(at=noon - timedelta(seconds=1))
    with pytest.raises(errors.KeyExpired):
        keys.current(at=noon + YEAR)


def test_at_the_first_start_a_test_authority_makes_one(at_home, noon):
    key = keys.current(at=noon)

    assert key.is_for_tests
    assert key.subject.startswith("TEST")
    assert stat.S_IMODE(os.stat(at_home).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(at_home.parent).st_mode) == 0o700
    assert all(
        stat.S_IMODE(each.stat().st_mode) == 0o600 for each in at_home.parent.iterdir()
    )


def test_two_processes_that_start_at_once_have_one_key(at_home, noon):
    seen = set()

    at_once(*[lambda: seen.add(keys.current(at=noon).fingerprint)] * 4)

    keys._opened.cache_clear()
    assert seen == {keys.current(at=noon).fingerprint}


def test_a_key_for_tests_is_refused_where_work_is_real(at_home, settings, noon):
    keys.current(at=noon)
    settings.SIGNING_TEST_AUTHORITY = False

    with pytest.raises(errors.KeyIsForTests):
        keys.current(at=noon)


def test_the_test_authority_makes_a_further_key(at_home, noon):
    old = keys.current(at=noon)

    new = renew(None, "", at=noon)

    assert keys.current(at=noon).fingerprint == new.fingerprint != old.fingerprint
    assert new.chain == old.chain
    [kept] = at_home.parent.glob("test-key-until-*")
    before = keys.opened(kept.read_bytes(), "made by the machine")
    assert before.fingerprint == old.fingerprint


def test_a_new_key_is_closed_with_the_password_of_the_settings(
    organisation, signing_key, noon
):
    path = signing_key(organisation())
    renew(organisation(password="other"), "other", at=noon)

    key = keys.current(at=noon)

    assert keys.opened(path.read_bytes(), PASSWORD).fingerprint == key.fingerprint
    assert len(key.chain) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_key_that_could_not_sign_changes_nothing(organisation, signing_key, noon):
    path = signing_key(organisation())
    before = path.read_bytes()
    useless = {
        errors.WrongPassword: (organisation(password="other"), "another"),
        errors.KeyExpired: (organisation(ends=noon), PASSWORD),
        errors.NotAKey: (b"no key", PASSWORD),
        errors.KeyMissing: (None, ""),
    }

    for problem, (content, password) in useless.items():
        with pytest.raises(problem):
            renew(content, password, at=noon)

    assert path.read_bytes() == before
    assert list(path.parent.glob("*until*")) == list(path.parent.glob(".new-*")) == []


def test_the_names_of_a_test_authority_begin_with_the_word(at_home):
    assert authority.AUTHORITY.startswith("TEST")
    assert authority.HOLDER.startswith("TEST")
