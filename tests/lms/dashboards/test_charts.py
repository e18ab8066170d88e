from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from lms.communes.locations import spots_of
from lms.communes.models import Outline
from lms.communes.population import Adults
from lms.dashboards.charts import CHARTS, Seen, charts_of
from lms.dashboards.charts.base import ORDER
from lms.dashboards.charts.pictures import as_svg, draw_picture
from lms.dashboards.charts.shades import shade
from lms.dashboards.charts.tiles import laid_out
from lms.dashboards.counting import CourseTally, Tally
from lms.dashboards.figures import Figure, Share, parts_of_hundred
from lms.dashboards.reports import Line, Report
from lms.dashboards.services import rebuild
from lms.progress.models import Programme

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("numbers", "shares"),
    [
        ([20, 16, 4], [50, 40, 10]),
        ([1, 1, 1], [34, 33, 33]),
        ([496, 495, 9], [50, 49, 1]),
        ([999, 1, 0], [99, 1, 0]),
        ([4996, 4, 0, 1], [98, 1, 0, 1]),
        ([7], [100]),
        ([0, 0], [0, 0]),
    ],
)
def test_parts_add_up_to_a_hundred_and_somebody_is_never_nought(numbers, shares):
    assert parts_of_hundred(numbers) == shares


def weeks(**numbers):
    """Return a breakdown by week: the last number is that of this week."""
    kept = {}
    for stage, counts in numbers.items():
        for n, count in enumerate(reversed(counts)):
            week = (MONDAY - timedelta(weeks=n)).isoformat()
            kept.setdefault(week, {})[stage] = count
    return kept


BROKEN = {
    "week": weeks(
        registered=[700, 90, 44], completed=[20, 11, 6], certified=[18, 9, 2]
    ),
    "core_skill": {"1": {"people": 31}, "4": {"people": 3}, "all": {"people": 2}},
    "age": {
        "60": {"registered": 500, "certified": 20},
        "45": {"registered": 330, "certified": 6},
        "0": {"registered": 4, "certified": 3},
    },
    "sex": {
        "female": {"registered": 500, "certified": 25},
        "unknown": {"registered": 334, "certified": 4},
    },
    "skill_code": {"4-1": {"people": 21}, "2-3": {"people": 4}},
}


@pytest.fixture
def seen(van_son, programme, noon, today):
    def of(unit=van_son, from_above=False, name="Vân Sơn"):
        unit.name = name
        tally = Tally(834, 420, 37, 29, 25, 40, households=12)
        tally.courses[unit.pk] = CourseTally(60, 40, 20, 16, 4)
        line = Line(unit, tally)
        report = Report(unit, [line], line, [], noon, today, from_above)
        done = {str(programme.pk): {"people": 12, "adults": 11}}
        return Seen(report, {**BROKEN, "programme": done})

    return of


@pytest.fixture
def programme(db):
    return Programme.objects.create(slug="so", title_vi="Số", title_en="Digital")


def words_of(chart):
    return " ".join(str(cell) for row in chart.rows for cell in row)


def test_an_officer_sees_every_chart_in_its_order(seen):
    assert tuple(each.key for each in charts_of(seen())) == ORDER


def test_each_chart_says_the_same_in_its_table_and_aloud(seen):
    for chart in charts_of(seen()):
        assert len({len(row) for row in chart.rows} | {len(chart.headings)}) == 1
        assert chart.says
        for number in ("834", "29"):
            if chart.key in ("trend", "funnel"):
                assert number in chart.drawing
                assert number in words_of(chart)
                assert number in chart.says


def test_the_last_week_of_the_trend_is_the_number_of_the_headline(seen):
    chart = CHARTS["trend"](seen())

    assert [str(cell) for cell in chart.rows[-1][1:]] == ["834", "37", "29"]
    assert [str(cell) for cell in chart.rows[-2][1:]] == ["790", "31", "27"]
    assert [str(cell) for cell in chart.rows[0][1:]] == ["0", "0", "0"]


def test_a_commune_seen_from_above_is_not_taken_apart(seen):
    keys = [each.key for each in charts_of(seen(from_above=True))]

    assert keys == ["funnel"]


def test_from_above_no_step_of_a_line_tells_of_fewer_than_five(seen, province):
    above = seen(province, from_above=True)

    columns = list(zip(*CHARTS["trend"](above).rows, strict=True))[1:]

    for column in columns:
        shown = [figure.number for figure in column if not figure.hidden]
        steps = [b - a for a, b in pairwise(shown)]
        assert all(step == 0 or step >= 5 for step in [shown[0], *steps])
    assert columns[2][-2].hidden  # two certified this week


def test_from_above_small_bands_and_skills_are_hidden(seen, province):
    above = seen(province, from_above=True)

    ages, skills = words_of(CHARTS["ages"](above)), words_of(CHARTS["skills"](above))

    assert "…" in ages
    assert " 4 " not in f" {ages} "
    assert " 3 " not in f" {skills} "
    assert "31" in skills
    for key, small in [("codes", " 4 "), ("sexes", " 4 ")]:
        told = words_of(CHARTS[key](above))
        assert "…" in told
        assert small not in f" {told} "


def test_the_titles_of_programmes_are_asked_for_once(
    seen, programme, django_assert_num_queries
):
    CHARTS["programmes"](seen())

    with django_assert_num_queries(0):
        [[title, figure]] = CHARTS["programmes"](seen()).rows
    assert (title, figure.number) == ("Số", 12)


def test_where_no_sex_is_known_there_is_no_chart_of_it(seen):
    unknown = {"sex": {"unknown": {"registered": 834}}}

    assert CHARTS["sexes"](Seen(seen().report, unknown)) is None


def test_nothing_done_draws_nothing(van_son, noon, today):
    line = Line(van_son, Tally())

    assert charts_of(Seen(Report(van_son, [], line, [], noon, today), {})) == []


def test_a_drawing_is_well_formed_whatever_a_place_is_called(seen):
    odd = seen(name='<script>alert("&")</script>')

    for chart in charts_of(odd):
        root = ElementTree.fromstring(as_svg(chart, odd.report))
        assert root.tag.endswith("svg")
        assert not [each for each in root.iter() if each.tag.endswith("script")]
        assert "style=" not in chart.drawing  # pages allow no inline styles


def test_a_picture_is_a_png_of_three_pixels_a_unit(seen):
    chart = CHARTS["funnel"](seen())

    picture = draw_picture(chart, seen().report)

    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 3 * (360 + 48)


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0"), (19, "0"), (20, "1"), (79, "3"), (100, "4")]
)
def test_shades(number, expected):
    assert shade(Share(number)) == expected
    assert shade(Share(number, hidden=True)) == "x"


def test_without_a_share_there_is_no_shade():
    assert shade(Figure()) == "x"


def test_tiles_share_no_cell_and_keep_the_order_of_the_sky():
    spots = {n: (n % 10 * 100, n // 10 * 100) for n in range(100)}

    cells = laid_out(spots)

    assert len(set(cells.values())) == 100
    for n in range(99):
        if n % 10 < 9:
            assert cells[n][0] <= cells[n + 1][0]


def test_many_places_at_one_spot_find_cells_around_it():
    assert len(set(laid_out(dict.fromkeys(range(30), (5, 5))).values())) == 30
    assert laid_out({"one": (5, 5)}) == {"one": (0, 0)}


@pytest.fixture
def mapped(province, van_son, tan_lac, noon, today):
    adults = Adults(1000, today, today, ("Sổ",))
    lines = [Line(van_son, Tally(600, 600, 600, 500, 450), adults, 450, 1)]
    report = Report(province, lines, lines[0], [], noon, today, from_above=True)
    return Seen(report, {})


def test_a_map_of_tiles_leads_to_communes_and_says_each_number(mapped, van_son):
    drawing = CHARTS["map"](mapped).drawing

    assert drawing.count("<rect") == 2
    assert reverse("dashboards:commune", args=[van_son.code]) in drawing
    assert ">45</text>" in drawing
    assert ">–</text>" in drawing


def test_outlines_are_drawn_once_every_commune_has_one(mapped, van_son, tan_lac, noon):
    def outline(unit):
        box = {"left": 105_000, "top": -21_000, "right": 106_000, "bottom": -20_000}
        Outline.objects.create(unit=unit, path="M1 1l1 0z", loaded_at=noon, **box)

    outline(van_son)
    assert "<path" not in CHARTS["map"](mapped).drawing

    outline(tan_lac)
    drawing = CHARTS["map"](mapped).drawing
    assert drawing.count("<path") == 2
    assert "<rect" not in drawing


def test_communes_lie_where_the_list_says(van_son, tan_lac):
    spots = spots_of([van_son, tan_lac])

    assert spots[van_son.pk] != spots[tan_lac.pk]


def test_pictures_are_there_for_those_who_see_the_figures(
    client, officer, provincial, van_son, province, hamlet, resident, noon
):
    resident(hamlet)
    rebuild(at=noon)
    here = reverse("dashboards:commune_chart", args=[van_son.code, "funnel"])
    there = reverse("dashboards:province_chart", args=[province.code, "map"])

    client.force_login(officer)
    answer = client.get(here)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "van-son" in answer["Content-Disposition"]
    assert client.get(there).status_code == 404
    assert client.get(here.replace("funnel", "nothing")).status_code == 404

    client.force_login(provincial)
    assert client.get(there).status_code == 200
    trend = reverse("dashboards:commune_chart", args=[van_son.code, "trend"])
    assert client.get(trend).status_code == 404  # not taken apart from above
