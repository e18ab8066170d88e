"""Puts the time stamp of an authority into a signed sheet, at once or days later.

It goes into the room that signing has left, outside of what is signed: not one byte
that the signature vouches for is touched. Source: RFC 3161; ETSI EN 319 142-1, B-T.
"""

import asyncio
import hashlib
from io import BytesIO

import aiohttp
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from lms.certificates.signing.errors import StampProblem
from lms.certificates.signing.signer import DIGEST

SECONDS = 10
AWAY = (
    *(aiohttp.ClientError, TimestampRequestError, TimeoutError, OSError, ValueError),
    # What pyHanko and asn1crypto raise over answers that are oddly made.
    *(AttributeError, KeyError, TypeError),
)


def stamp(pdf: bytes, address: str) -> bytes:
    """Return the signed file with a stamp of the authority at this address.

    Raises: `StampProblem` where none is to be had, or where it is too large.
    """
    begins, ends = _room(pdf)
    signature = cms.ContentInfo.load(bytes.fromhex(pdf[begins:ends].decode()))
    signer = signature["content"]["signer_infos"][0]
    token = _asked(address, hashlib.sha256(signer["signature"].native).digest())
    said = {"type": "signature_time_stamp_token", "values": [token]}
    signer["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute(said)])
    filled = signature.dump().hex().encode()
    if len(filled) > ends - begins:
        raise StampProblem("The time stamp is larger than the room left for it.")
    return pdf[:begins] + filled.ljust(ends - begins, b"0") + pdf[ends:]


def _room(pdf: bytes) -> tuple[int, int]:
    """Return where the signature's hexadecimal digits begin and end."""
    signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    _, before, after, _ = signature.byte_range
    return before + 1, after - 1  # without the brackets around them


def _asked(address: str, digest: bytes) -> cms.ContentInfo:
    """Return the authority's token for this digest, and for no other."""
    authority = HTTPTimeStamper(address, timeout=SECONDS)
    try:
        token = asyncio.run(authority.async_timestamp(digest, DIGEST))
        said = token["content"]["encap_content_info"]["content"].parsed
        imprint = said["message_imprint"]["hashed_message"].native
    except AWAY as problem:
        raise StampProblem(f"{type(problem).__name__}: {problem}") from problem
    if imprint != digest:
        raise StampProblem("The authority stamped something else.")
    return token
