from datetime import date

import pytest

from lms.communes.models import Kind, Unit
from lms.communes.population import Adults
from lms.dashboards.counting import Tally
from lms.dashboards.figures import REGISTERED, Column, Figure, Share
from lms.dashboards.reports import Course, Line
from lms.dashboards.templatetags.figures import cells, cells_of, out_of, pairs, pressed

HOSTILE = "<b onclick='x'>&\""


@pytest.fixture
def line():
    counted = date(2026, 9, 1)
    adults = Adults(1200, counted, counted, ("Sổ",))
    unit = Unit(kind=Kind.COMMUNE, code="05152", name="Vân Sơn")
    return Line(unit, Tally(), adults, 400, counted=2, of=3)


def test_a_figure_is_a_link_to_what_it_is_made_of():
    assert pressed(Figure(12, url="/a/")) == '<a class="made-of" href="/a/">12</a>'
    assert pressed(Figure(12)) == "12"


def test_a_hidden_figure_says_so_and_its_number_is_nowhere():
    drawn = pressed(Figure(3, hidden=True, url="/a/"))

    assert "…" in drawn
    assert "visually-hidden" in drawn
    assert "3" not in drawn


def test_nothing_written_by_anybody_becomes_markup():
    assert "<1" not in pressed(Share(0, some=True))
    assert HOSTILE not in pressed(Figure(1, url=HOSTILE))
    assert "<b" not in pairs([(Column("k", HOSTILE), Figure(1))])
    course = Course(None, "C", HOSTILE)
    assert "<b" not in out_of([(course, Figure(2), Figure(1))])


def test_cells_stand_in_the_order_of_their_figures():
    assert cells([Figure(1), Figure(None)]) == (
        '<td class="num">1</td><td class="num">–</td>'
    )


def test_adults_say_their_day_and_how_far_they_are_known_and_a_share_has_a_bar(line):
    adults, share, hidden = cells_of(
        line, [line.figure("adults"), Share(33), Share(3, hidden=True)]
    ).split("</td>")[:3]

    assert "<small>01/09/2026 · 2/3</small>" in adults
    assert "<svg" not in adults
    assert 'class="tally"' in share
    assert "<svg" not in hidden


def test_courses_say_how_many_completed_out_of_those_who_began():
    drawn = out_of([(Course(None, "C", "An toàn"), Figure(7), Figure(5))])

    assert drawn == "<div><dt>An toàn</dt><dd>5 trên 7</dd></div>"


def test_names_stand_before_their_figures():
    drawn = pairs([(REGISTERED, Figure(1))])

    assert drawn == f"<div><dt>{REGISTERED.label}</dt><dd>1</dd></div>"
