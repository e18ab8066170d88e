"""What is printed on every certificate, in the language its holder chose.

Not in the catalogues: a certificate keeps its words, whatever language a page is in
when it is drawn again. It says that something was completed here, and no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

ENGLISH_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


@dataclass(frozen=True)
class Wording:
    as_printed: dict[str, str]  # what the design asks for, by its name there
    claim: dict[Literal["course", "programme"], str]
    completed_label: str
    day: Callable[[date], str]
    time_label: str
    hours: tuple[str, str]  # for one, and for more
    minutes: tuple[str, str]
    unit_label: str
    witness_label: str
    witness: dict[Literal["alone", "helped", "checked"], str]
    points_label: str
    points: str
    code_alt: str

    @property
    def heading(self) -> str:
        return self.as_printed["heading"]

    def duration(self, minutes: int) -> str:
        """Return the time spent learning, such as ``1 giờ 30 phút``."""
        parts = [(minutes // 60, self.hours), (minutes % 60, self.minutes)]
        return " ".join(
            form[count != 1].format(count) for count, form in parts if count
        )


WORDING: dict[Literal["vi", "en"], Wording] = {
    "vi": Wording(
        as_printed={
            "heading": "Giấy chứng nhận",
            "given_to": "Trao cho",
            "number_label": "Số giấy chứng nhận",
            "check_label": "Quét mã, hoặc mở địa chỉ này để kiểm tra:",
            "note": "Giấy này ghi nhận việc học tại đây, "
            "không thay cho xác nhận của cơ quan nhà nước.",
        },
        claim={
            "course": "đã hoàn thành khóa học này tại đây",
            "programme": "đã hoàn thành chương trình học này tại đây",
        },
        completed_label="Ngày hoàn thành",
        day=lambda on: f"{on.day:02d}/{on.month:02d}/{on.year}",
        time_label="Thời gian học",
        hours=("{} giờ", "{} giờ"),
        minutes=("{} phút", "{} phút"),
        unit_label="Nơi học",
        witness_label="Cách làm bài",
        witness={
            "alone": "Tự làm",
            "helped": "Có người giúp",
            "checked": "Kiểm tra trực tiếp",
        },
        points_label="Điểm",
        points="{}/{}",
        code_alt="Mã QR mở trang kiểm tra giấy chứng nhận này: {}",
    ),
    "en": Wording(
        as_printed={
            "heading": "Certificate",
            "given_to": "Awarded to",
            "number_label": "Certificate number",
            "check_label": "Scan the code, or open this address, to check it:",
            "note": "It records what was learnt here, "
            "and stands for no confirmation by a public authority.",
        },
        claim={
            "course": "completed this course here",
            "programme": "completed this programme here",
        },
        completed_label="Completed on",
        day=lambda on: f"{on.day} {ENGLISH_MONTHS[on.month - 1]} {on.year}",
        time_label="Learning time",
        hours=("{} hour", "{} hours"),
        minutes=("{} minute", "{} minutes"),
        unit_label="Learnt at",
        witness_label="Quizzes taken",
        witness={
            "alone": "Alone",
            "helped": "With help",
            "checked": "Checked face to face",
        },
        points_label="Points",
        points="{} of {}",
        code_alt="QR code that opens the page to check this certificate: {}",
    ),
}
