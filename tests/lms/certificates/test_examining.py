"""A file that somebody sends: ours to the last byte, or not."""

from functools import partial
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lms.certificates import limiting
from lms.certificates.drawing import draw_pdf
from lms.certificates.examining import reading
from lms.certificates.models import SigningKey, WhyWithdrawn
from lms.certificates.services import forget_holder, sheets, withdraw
from lms.certificates.services.examining import MOST_BYTES, Finding, examine
from tests.addresses import address
from tests.lms.certificates.test_drawing import WORDS

CHECK = partial(address, "certificates:check", language="en")


@pytest.fixture
def issued(certificate, noon):
    """The certificate, with the bytes of its signed sheet."""
    sheets.draw(str(certificate.pk), at=noon)
    certificate.refresh_from_db()
    with certificate.sheet.open() as file:
        certificate.content = file.read()
    return certificate


@pytest.fixture
def send(client):
    def send(content, **about):
        file = SimpleUploadedFile("giấy.pdf", content, "application/pdf")
        return client.post(CHECK(), {"file": file}, **about)

    return send


def finding(content):
    return examine(BytesIO(content)).finding


def test_the_file_we_issued_is_genuine(issued):
    verdict = examine(BytesIO(issued.content))

    assert verdict.genuine
    assert verdict.certificate == issued
    assert verdict.sheet.key == SigningKey.objects.get()
    [signature] = verdict.signatures
    assert signature.is_sound


def test_whatever_was_done_to_it_is_told(issued):
    content, middle = issued.content, len(issued.content) // 2
    other = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]

    assert finding(content + b"\n") == Finding.CHANGED
    assert finding(other) == Finding.CHANGED
    assert finding(content[: len(content) - 400]) == Finding.CHANGED
    assert finding(draw_pdf(WORDS)) == Finding.NOT_OURS
    assert finding(b"%PDF-1.7\nnothing") == Finding.UNREADABLE
    assert finding(b"") == finding(b"GIF89a") == Finding.UNREADABLE
    assert finding(b"%PDF-" + b"0" * MOST_BYTES) == Finding.TOO_BIG


def test_of_one_that_was_withdrawn_it_says_so(send, issued, staff, noon):
    by = staff["officer"]
    withdraw(issued, WhyWithdrawn.TAKEN_APART, by=by, at=noon)

    page = send(issued.content)

    assert finding(issued.content) == Finding.WITHDRAWN
    assert not examine(BytesIO(issued.content)).genuine
    assert "This certificate is withdrawn" in page.text
    assert "Bùi Thị Mẫu" not in page.text


def test_a_sound_signature_of_ours_on_a_file_we_never_issued_is_not_enough(issued):
    issued.signed_sheets.all().delete()

    assert finding(issued.content) == Finding.CHANGED


def test_nor_is_our_digest_with_a_signature_of_another_key(issued):
    SigningKey.objects.update(fingerprint="0" * 64)

    assert finding(issued.content) == Finding.CHANGED


def test_where_it_cannot_be_read_for_now_that_is_said(issued, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)

    assert finding(issued.content) == Finding.NOT_NOW
    assert finding(issued.content + b" ") == Finding.CHANGED


def test_the_page_says_what_a_genuine_file_must_say(send, issued):
    page = send(issued.content)

    assert page.status_code == 200
    assert "This file is genuine" in page.text
    for said in ("Bùi Thị Mẫu", "An toàn", issued.number, "key for tests"):
        assert said in page.text
    assert "no-store" in page["Cache-Control"]


def test_of_somebody_forgotten_it_is_genuine_and_names_nobody(send, issued, resident):
    forget_holder(resident)

    page = send(issued.content)

    assert "This file is genuine" in page.text
    assert "not kept any more" in page.text
    assert "Bùi Thị Mẫu" not in page.text


def test_the_page_leads_to_what_a_changed_one_claims_to_be(send, issued):
    page = send(issued.content + b"%")

    assert page.status_code == 200
    assert "This file is not as we issued it" in page.text
    there = address("certificates:check_number", issued.number, language="en")
    assert there in page.text
    assert "Bùi Thị Mẫu" not in page.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 nothing", "This file cannot be read"),
        (b"\x89PNG", "This file cannot be read"),
        (draw_pdf(WORDS), "This file is not one of ours"),
    ],
)
def test_other_files_are_said_to_be_others(send, db, content, said):
    page = send(content)

    assert (page.status_code, said in page.text) == (200, True)


def test_nothing_too_big_or_empty_is_looked_into(send, client, db, monkeypatch):
    monkeypatch.setattr("lms.certificates.views.examine", None)

    answers = [
        send(b"%PDF-" + b"0" * MOST_BYTES),
        send(b""),
        client.post(CHECK()),
        client.post(CHECK(), {"file": "text"}),
    ]

    assert [each.status_code for each in answers] == [422] * 4
    assert "far larger" in answers[0].text
    assert "is empty" in answers[1].text
    assert "choose the PDF file first" in answers[2].text


def test_from_one_place_only_so_many_are_looked_into(send, db, monkeypatch):
    looked = []
    monkeypatch.setattr(limiting, "EACH_A_MINUTE", 2)
    monkeypatch.setattr(
        "lms.certificates.views.examine",
        lambda file: looked.append(file) or examine(BytesIO(b"")),
    )
    here, there = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}

    answers = [send(b"x", **here).status_code for _ in range(4)]
    answers.append(send(b"x", **there).status_code)

    assert answers == [200, 200, 429, 429, 200]
    assert len(looked) == 3


def test_nor_does_everybody_together_take_the_machine(send, db, monkeypatch):
    monkeypatch.setattr(limiting, "ALL_A_MINUTE", 2)

    answers = [
        send(b"x", REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(4)
    ]

    assert answers == [200, 200, 429, 429]
