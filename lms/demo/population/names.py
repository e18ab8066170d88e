"""Names that look like names and are nobody's, with the keys people are found by."""

from collections.abc import Iterator
from itertools import product

from lms.lib.text import fold, name_sort_key

_FAMILY = "Bùi Đinh Quách Hà Xa Lường Nguyễn Phạm Đỗ Ngô"
_MIDDLE = "Thị Văn Thế Đức Thanh Ngọc"
_GIVEN = (
    "Mẫu Thử Ví Dụ Đo Tập Giả Định Phép Số Lượng Điểm Dấu Chữ Trang Dòng Ô Cột "
    "Hàng Bảng Ưng Ân Ấn Ảnh Ước Yến Ý Ếch Út Ớt"
)


def names() -> Iterator[tuple[int, str, str, str]]:
    """Give number, full name, key to sort by, and the name without marks."""
    kinds = [words.split() for words in (_FAMILY, _MIDDLE, _GIVEN)]
    for number, words in enumerate(product(*kinds)):
        full_name = " ".join(words)
        yield number, full_name, name_sort_key(full_name), fold(full_name)
