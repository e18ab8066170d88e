"""In which of five shades a share is shown, on maps and tiles."""

from lms.dashboards.figures import Figure

STEPS = (20, 40, 60, 80)  # per cent at which a shade begins
NONE = "x"


def shade(share: Figure) -> str:
    """Return the shade's name; where there is no share to be seen it has its own."""
    if share.hidden or share.number is None:
        return NONE
    return str(sum(share.number >= step for step in STEPS))
