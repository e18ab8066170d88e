"""The signature on a sheet, as readers of PDF files see it."""

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from lms.certificates.drawing import draw_pdf
from lms.certificates.examining.reader import signatures
from lms.certificates.signing import keys, signer
from lms.certificates.signing.errors import StampProblem
from lms.certificates.signing.stamping import stamp
from tests.lms.certificates.signing.conftest import certificate_of
from tests.lms.certificates.test_drawing import FULL, WORDS

MOST_BYTES = 100_000
YEAR = timedelta(days=365)


@pytest.fixture(params=["p-256", "rsa"])
def key(request, organisation, signing_key, noon):
    private = request.getfixturevalue("rsa_key") if request.param == "rsa" else None
    signing_key(organisation(private))
    return keys.current(at=noon)


@pytest.fixture
def signed(key):
    return signer.sign(draw_pdf(WORDS), key, reason=WORDS.number, to_be_stamped=True)


def validated(pdf, key, tmp_path):
    """Return what pyHanko says, told to trust who vouches for this key alone."""
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf)
    trusted = [signer._asn1(key.chain[-1])]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    with path.open("rb") as file:
        [signature] = PdfFileReader(file).embedded_signatures
        return validate_pdf_signature(signature, context)


def test_it_holds_for_the_whole_file_and_is_trusted(signed, key, tmp_path, noon):
    status = validated(signed, key, tmp_path)

    assert status.summary().split(",") == ["INTACT:TRUSTED", "UNTOUCHED"]


def test_pdfsig_says_so_too(signed, tmp_path):
    if not shutil.which("pdfsig"):
        pytest.fail("pdfsig is missing: apt install poppler-utils")
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)

    said = subprocess.run(
        ["pdfsig", "-nocert", path], capture_output=True, check=True, text=True
    ).stdout

    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Trung tâm Mẫu" in said


def test_it_begins_on_a_line_of_its_own(signed):
    drawn = draw_pdf(WORDS)

    assert signed.startswith(drawn + b"\n")


def test_the_fullest_sheet_is_small_enough_to_be_sent(key):
    for stamped in (False, True):
        full = signer.sign(draw_pdf(FULL), key, reason="HS", to_be_stamped=stamped)
        assert len(full) < MOST_BYTES


def test_however_large_the_certificate_is_there_is_room(key, noon, tmp_path):
    large = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"x" * 20_000)
    days = {"begins": noon - YEAR, "ends": noon + YEAR}
    own = certificate_of(key.private, "Mẫu", **days, extensions=[large])

    pdf = signer.sign(draw_pdf(WORDS), replace(key, certificate=own), reason="HS")

    [found] = signatures(pdf)
    assert found["whole"]


def test_without_room_nothing_is_stamped(key, stamp_authority):
    signed = signer.sign(draw_pdf(WORDS), key, reason="HS")
    stamp_authority.stamper.certs_to_embed.extend(
        [signer._asn1(each) for each in (key.certificate, *key.chain)]
    )

    with pytest.raises(StampProblem, match="larger than the room"):
        stamp(signed, stamp_authority.address)


def test_a_stamp_touches_nothing_that_is_signed(signed, stamp_authority):
    stamped = stamp(signed, stamp_authority.address)

    [before], [after] = signatures(signed), signatures(stamped)
    assert len(stamped) == len(signed)
    assert after["holds"]
    assert after["whole"]
    assert after["stamped_at"]
    assert not before["stamped_at"]


@pytest.mark.parametrize("answer", [b"", b"busy", b"\x30\x00", b"\0" * 100_000])
def test_an_authority_that_answers_nonsense_stamps_nothing(
    signed, stamp_authority, answer
):
    stamp_authority.answer = answer

    with pytest.raises(StampProblem):
        stamp(signed, stamp_authority.address)


def test_an_authority_that_stamped_something_else_is_found_out(
    signed, stamp_authority, key
):
    other = signer.sign(draw_pdf(WORDS), key, reason="other", to_be_stamped=True)
    stamp(other, stamp_authority.address)
    asked = stamp_authority.stamper.request_cms(b"\0" * 32, "sha256")[1]
    response = stamp_authority.stamper.request_tsa_response(asked)
    stamp_authority.answer = response.dump()

    with pytest.raises(StampProblem):
        stamp(signed, stamp_authority.address)


def test_an_authority_that_is_away_stamps_nothing(signed):
    with pytest.raises(StampProblem):
        stamp(signed, "http://127.0.0.1:9/")
