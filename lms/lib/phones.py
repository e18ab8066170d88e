"""Phone numbers as people here write them."""

import phonenumbers
from phonenumbers import PhoneNumberFormat

HERE = "VN"


def as_dialled(number: str) -> str:
    """Return a kept number as it is dialled here, such as 0912 345 678.

    A number of another country keeps its sign; what is no number stays as it is.
    """
    try:
        parsed = phonenumbers.parse(number, HERE)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(parsed):
        return number
    ours = phonenumbers.region_code_for_number(parsed) == HERE
    style = PhoneNumberFormat.NATIONAL if ours else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
