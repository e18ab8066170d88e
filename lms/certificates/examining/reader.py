"""Reads the signatures of one file in a process of its own, and writes them as JSON.

Run by `reading` as ``python -m lms.certificates.examining.reader``, with the file on
its standard input. What hostile files do to a parser of PDF they do to this process
alone: it may take so much memory and time and no more, writes no file, asks no
network, and knows no secret of the server. Whom to believe is for whoever asked.
"""

import json
import logging
import resource
import sys
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

MEMORY = 320 * 2**20
SECONDS = 5
MOST_SIGNATURES = 5  # ours have one


def main() -> None:
    _bound_this_process()
    logging.disable(logging.CRITICAL)  # pyHanko tells of what it cannot trust
    print(json.dumps(signatures(sys.stdin.buffer.read())))  # noqa: T201


def signatures(content: bytes) -> list[dict[str, Any]]:
    """Return what each signature of a file says, the first five.

    Raises: whatever comes; a file that is no proper PDF has no signatures to be had.
    """
    found = PdfFileReader(BytesIO(content), strict=True).embedded_signatures
    return [_told(each) for each in found[:MOST_SIGNATURES]]


def _told(signature: EmbeddedPdfSignature) -> dict[str, Any]:
    """Return whose key it is and whether it holds, not whether that key is trusted."""
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(signature, nobody, skip_diff=True)
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.intact and stamp.valid
    signed_at = signature.self_reported_timestamp
    return {
        "fingerprint": signature.signer_cert.sha256.hex(),
        "subject": signature.signer_cert.subject.human_friendly[:200],
        "kind": str(signature.sig_object.get("/SubFilter", "")),
        "holds": bool(status.intact and status.valid),
        "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "signed_at": signed_at.isoformat() if signed_at else "",
        "stamped_at": stamp.timestamp.isoformat() if stamped else "",
    }


def _bound_this_process() -> None:
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
