"""Of all that is made to deceive or hang us nothing is accepted, and nothing hangs."""

import json
import os
import random
import resource
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone

from lms.certificates.documents import words_of
from lms.certificates.drawing import draw_pdf
from lms.certificates.examining import reader, reading
from lms.certificates.services import examining, sheets
from lms.certificates.services.examining import Finding, examine
from lms.certificates.signing import authority, keys
from tests.lms.certificates import hostile_files as files
from tests.lms.certificates import hostile_signatures as signatures

SECONDS = 20


def read_in_a_child(content):
    """Return what the reading process would, without its second of loading pyHanko.

    The same code under the same bounds, in a process that was forked from this one.
    """
    here, there = os.pipe()
    child = os.fork()
    if not child:
        read_and_leave(content, there)
    os.close(there)
    with os.fdopen(here, "rb") as answer:
        said = answer.read()
    _, ended = os.waitpid(child, 0)
    if ended:
        raise reading.NotRead
    return [reading.Signature(**each) for each in json.loads(said)]


def read_and_leave(content, there):
    try:
        own = (
            int(Path("/proc/self/statm").read_text().split()[5])
            * resource.getpagesize()
        )
        for what, most in (
            (resource.RLIMIT_DATA, own + reader.MEMORY),
            (resource.RLIMIT_CPU, reader.SECONDS),
        ):
            resource.setrlimit(what, (most, most))
        with os.fdopen(there, "wb") as answer:
            answer.write(json.dumps(reader.signatures(content)).encode())
        os._exit(0)
    finally:
        os._exit(1)


@pytest.fixture
def in_a_child(monkeypatch):
    monkeypatch.setattr(examining, "signatures_of", read_in_a_child)


@pytest.fixture
def issued(certificate, noon):
    sheets.draw(str(certificate.pk), at=noon)
    certificate.refresh_from_db()
    with certificate.sheet.open() as file:
        return file.read()


@pytest.fixture
def other_key(tmp_path, noon):
    """The key of another test authority, of the very same name."""
    authority.ensure(tmp_path / "other.p12", "x", at=noon)
    return keys.opened((tmp_path / "other.p12").read_bytes(), "x")


def finding(content):
    return examine(BytesIO(content)).finding


def test_what_we_issued_is_read_in_a_child_as_elsewhere(issued, in_a_child):
    assert finding(issued) == Finding.GENUINE
    assert read_in_a_child(issued) == reading.signatures_of(issued)


def test_of_two_hundred_bits_turned_over_each_is_noticed(issued):
    """By the signature alone, without the digests that we keep."""
    [whole] = reader.signatures(issued)
    gap = issued.index(b"/Contents <30") + len(b"/Contents <")
    end = issued.index(b">", gap)
    chance, unnoticed = random.Random(200), []
    places = [n for n in range(len(issued)) if n < gap - 1 or n > end]

    for place in chance.sample(places, 200):
        turned = bytearray(issued)
        turned[place] ^= 1 << chance.randrange(8)
        try:
            found = reader.signatures(bytes(turned))
        except Exception:  # noqa: BLE001
            continue
        if any(each["holds"] and each["whole"] for each in found):
            unnoticed.append(place)

    assert whole["holds"]
    assert whole["whole"]
    assert unnoticed == []


def test_fifty_files_with_something_added_are_all_changed(issued, in_a_child):
    chance = random.Random(50)
    added = [chance.randbytes(chance.randrange(1, 400)) for _ in range(45)]
    added += [b"\n", b" ", b"%%EOF", b"\0", b"%%EOF\n"]

    assert [finding(issued + each) for each in added] == [Finding.CHANGED] * 50


def all_of_them(issued, drawn, key, other):
    yield from files.bombs()
    yield from files.forged()
    yield from files.spoiled(issued)
    yield from signatures.updated(issued, key, other)
    yield from signatures.of_others(issued, drawn, key, other)


def test_nothing_hostile_is_accepted_and_nothing_hangs(
    certificate, issued, other_key, in_a_child
):
    key = keys.current(at=timezone.now())
    drawn = draw_pdf(words_of(certificate))
    found, slow = {}, []

    for name, content in all_of_them(issued, drawn, key, other_key):
        assert content != issued, name
        began = time.monotonic()
        found[name] = finding(content)
        if time.monotonic() - began > SECONDS:
            slow.append(name)

    counts = Counter(found.values())
    assert len(found) >= 130
    assert counts[Finding.GENUINE] == counts[Finding.NOT_NOW] == 0
    assert slow == []
    for name in signatures.SHADOWS:
        assert found[name] == found[f"{name}, signed by another"] == Finding.CHANGED
    assert found["signed by us, never issued"] == Finding.CHANGED
    assert found["signed again by us"] == Finding.CHANGED


@pytest.mark.parametrize("name", ["a stream that grows", "nested forms", "spaces"])
def test_the_process_that_reads_them_bears_it_too(db, name):
    content = dict(files.bombs())[name]
    began = time.monotonic()

    assert finding(content) in {Finding.UNREADABLE, Finding.NOT_OURS}
    assert time.monotonic() - began < SECONDS
