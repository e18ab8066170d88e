"""How many certificates one core draws and signs."""

import tempfile
import time
from datetime import date
from pathlib import Path

from django.utils import timezone

from lms.certificates.drawing import CertificateWords, draw_pdf
from lms.certificates.numbers import new_number
from lms.certificates.signing import authority, keys
from lms.certificates.signing.signer import sign

DRAWN = 100
NAMES = ["Bùi Thị Mẫu", "Đinh Văn Thử", "Hà Thị Thử Nghiệm", "Quách Văn Ví Dụ"]


def certificates_per_cpu_second() -> float:
    """Return how many a core draws and signs in a second, each with words of its own.

    CPU seconds and not those of the clock: typst may use more than one core.
    """
    key = _key()
    sign(draw_pdf(_words(0)), key, reason="0")  # reads the fonts, opens the key
    began = time.process_time()
    for number in range(DRAWN):
        words = _words(number)
        sign(draw_pdf(words), key, reason=words.number)
    return DRAWN / (time.process_time() - began)


def _key() -> keys.Key:
    """Return a key as the first start of all makes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "key.p12"
        authority.ensure(path, "bench", at=timezone.now())
        return keys.opened(path.read_bytes(), "bench")


def _words(number: int) -> CertificateWords:
    code = new_number()
    return CertificateWords(
        holder_name=f"{NAMES[number % len(NAMES)]} {number}",
        title="Dịch vụ công trực tuyến",
        place="Xóm Mẫu, xã Vân Sơn, tỉnh Phú Thọ",
        completed_on=date(2026, 11, 24),
        number=code,
        check_url=f"https://hocso.example/check/{code}/",
        witness="alone",
    )
