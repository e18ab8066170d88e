"""The programmes: how many have completed each."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.charts.people import people_of
from lms.progress.reading import titles_of


@chart("programmes")
def programmes(seen: Seen) -> Chart | None:
    counted = seen.part("programme")
    if not counted or seen.nothing_apart:
        return None
    titles = titles_of(counted, get_language())
    return people_of(
        seen,
        "programme",
        sorted(titles.items(), key=lambda each: each[1]),
        key="programmes",
        title=_("By programme"),
        headings=[_("Programme"), _("People who have completed it")],
    )
