"""How many certificates one core draws."""

import time
from datetime import date

from lms.certificates.drawing import CertificateWords, draw_pdf
from lms.certificates.numbers import new_number

DRAWN = 100
NAMES = ["Bùi Thị Mẫu", "Đinh Văn Thử", "Hà Thị Thử Nghiệm", "Quách Văn Ví Dụ"]


def certificates_per_cpu_second() -> float:
    """Return how many a core draws in a second, each with a name and number of its own.

    CPU seconds and not those of the clock: typst may use more than one core.
    """
    draw_pdf(_words(0))  # reads the fonts
    began = time.process_time()
    for number in range(DRAWN):
        draw_pdf(_words(number))
    return DRAWN / (time.process_time() - began)


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
