"""By age: how many of each band are registered, and how many have a certificate."""

from django.utils.translation import gettext as _

from lms.dashboards.breakdowns.ages import BANDS, UNDER_AGE
from lms.dashboards.charts.bars import ROW, Bar, laid
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.figures import CERTIFIED, REGISTERED, Figure
from lms.dashboards.hiding import hidden_in

_Row = tuple[str, Figure, Figure]


@chart("ages")
def ages(seen: Seen) -> Chart | None:
    counted = seen.part("age")
    if not counted or seen.nothing_apart:
        return None
    registered, certified = (_column(seen, key) for key in ("registered", "certified"))
    rows = [(label, registered[key], certified[key]) for key, label in bands()]
    return Chart(
        key="ages",
        title=_("By age"),
        says="; ".join(f"{label}: {_says(of, some)}" for label, of, some in rows),
        headings=[_("Age"), REGISTERED.label, CERTIFIED.label],
        rows=[list(row) for row in rows],
        template="bars",
        height=ROW * len(rows),
        shapes=laid(_bars(rows)),
    )


def bands() -> list[tuple[str, str]]:
    """Return each band's key with its words, the oldest first."""
    older = [(str(BANDS[0]), _("%(age)d and older") % {"age": BANDS[0]})]
    pairs = zip(BANDS[1:], BANDS, strict=False)
    between = [(str(low), f"{low}–{high - 1}") for low, high in pairs]
    return [*older, *between, (UNDER_AGE, _("Under %(age)d") % {"age": BANDS[-1]})]


def _column(seen: Seen, stage: str) -> dict[str, Figure]:
    """Return one stage of every band; from above small ones and their like hidden."""
    counts = {key: seen.part("age").get(key, {}).get(stage, 0) for key, _l in bands()}
    hidden: set[str] = set()
    if seen.report.from_above:
        hidden = hidden_in(counts, total_shown=seen.shows_total(stage))
    return {
        key: seen.figure("age", key, stage, number, hidden=key in hidden)
        for key, number in counts.items()
    }


def _bars(rows: list[_Row]) -> list[Bar]:
    longest = max(of.number or 0 for _label, of, _some in rows if not of.hidden)
    return [
        Bar(
            label,
            _says(of, some),
            None if some.hidden else some.number,
            None if of.hidden else of.number,
            longest,
        )
        for label, of, some in rows
    ]


def _says(of: Figure, some: Figure) -> str:
    return _("%(some)s of %(of)s") % {"some": some, "of": of}
