"""How a place is named in full."""

from lms.communes.models import Unit


def address_of(unit: Unit) -> str:
    """Return the unit and those above it: `Xóm Mẫu, xã Vân Sơn, tỉnh Phú Thọ`.

    One query for each level above, unless they were read `with_address`.
    """
    above = [each.label for each in unit.lineage()[1:]]
    return ", ".join([str(unit), *above])
