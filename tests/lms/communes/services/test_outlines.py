import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lms.communes.errors import FileUnreadable
from lms.communes.locations import spots_of
from lms.communes.models import Kind, Outline, Unit
from lms.communes.outlines import read_outlines
from lms.communes.plane import spot

SQUARE = [[105.0, 20.5], [105.1, 20.5], [105.1, 20.6], [105.0, 20.6], [105.0, 20.5]]
NEXT = [[105.1, 20.5], [105.2, 20.5], [105.2, 20.6], [105.1, 20.6], [105.1, 20.5]]


def feature(code="05152", ring=SQUARE, **geometry):
    shape = {"type": "Polygon", "coordinates": [ring], **geometry}
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "outlines.geojson"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def units(db):
    province = Unit.objects.create(kind=Kind.PROVINCE, code="25", name="Phú Thọ")
    return [
        Unit.objects.create(kind=Kind.COMMUNE, code=code, name=name, parent=province)
        for code, name in [("05152", "Vân Sơn"), ("05128", "Tân Lạc")]
    ]


def test_outlines_are_kept_as_lines_ready_to_be_drawn(file, units):
    told = StringIO()

    call_command("load_outlines", file(collection(feature())), stdout=told)

    outline = Outline.objects.get()
    left, top = spot(105.0, 20.6)
    assert outline.unit == units[0]
    assert (outline.left, outline.top) == (left, top)
    assert outline.right - outline.left == 100
    assert outline.path.startswith("M105000 ")
    assert outline.path.count("M") == outline.path.count("z") == 1
    assert set(outline.path) <= set("Mlz- 0123456789")
    assert told.getvalue().startswith(("1 outline", "Đã nạp 1"))


def test_loading_again_puts_the_new_line_over_the_old(file, units):
    for ring in (SQUARE, NEXT):
        call_command("load_outlines", file(collection(feature(ring=ring))))

    assert Outline.objects.get().left == 105_100


def test_neighbours_still_touch_once_their_lines_are_lighter(file):
    one, two = read_outlines(file(collection(feature(), feature("05128", NEXT))))

    right = {point for ring in one.rings for point in ring if point[0] == 105_100}
    left = {point for ring in two.rings for point in ring if point[0] == 105_100}
    assert right == left
    assert len(right) == 2


def test_points_on_a_straight_line_are_left_out(file):
    ring = [[105.0, 20.5], [105.05, 20.5], [105.1, 20.5], *SQUARE[2:]]

    (shape,) = read_outlines(file(collection(feature(ring=ring))))

    assert len(shape.rings[0]) == 4


def test_a_line_of_very_many_points_becomes_a_light_one(file):
    steps = [[105 + n / 50_000, 20.5 + (n % 2) / 900] for n in range(5_000)]
    ring = [*steps, [105.1, 20.6], [105.0, 20.6], steps[0]]

    (shape,) = read_outlines(file(collection(feature(ring=ring))))

    assert len(shape.path) < 5_000


def test_codes_of_no_unit_are_left_out_and_told(file, units):
    told = StringIO()

    call_command(
        "load_outlines",
        file(collection(feature(), feature("99999", NEXT))),
        stdout=told,
    )

    assert Outline.objects.count() == 1
    assert "99999" in told.getvalue()


def refused():
    square = collection(feature())
    yield "nothing", ""
    yield "no json", "<svg onload=alert(1)>"
    yield "no collection", feature()
    yield "a list", [1, 2]
    yield "no features", {"type": "FeatureCollection", "features": []}
    yield "deep", "[" * 200_000
    yield "no code", collection(feature(code=None))
    yield "a number as code", collection(feature(code=5152))
    yield "a hostile code", collection(feature(code='"><script>'))
    yield "digits of other writing", collection(feature(code="٠٥١٥٢"))
    yield "twice", collection(feature(), feature())
    yield "no geometry", collection({**feature(), "geometry": None})
    yield "a point", collection(feature(type="Point", coordinates=[105, 20]))
    yield "open", collection(feature(ring=SQUARE[:-1]))
    yield "two points", collection(feature(ring=[SQUARE[0], SQUARE[0]]))
    yield "turned round", collection(feature(ring=[p[::-1] for p in SQUARE]))
    yield "metres", collection(feature(ring=[[p[0] * 1e5, 1] for p in SQUARE]))
    yield "words", collection(feature(ring=[["105", "20"]] * 4))
    yield "truths", collection(feature(ring=[[True, False]] * 4))
    yield "no ring", collection(feature(coordinates=[]))
    yield "flat", collection(feature(ring=[SQUARE[0]] * 4))
    yield "not a number", json.dumps(square).replace("105.0", "NaN", 1)
    yield "without end", json.dumps(square).replace("105.0", "1e999", 1)
    yield "an endless number", json.dumps(square).replace("105.0", "1" * 9_999, 1)
    yield "unknown everywhere", collection(feature("99999"))


@pytest.mark.parametrize(
    "content", [what for _name, what in refused()], ids=[name for name, _ in refused()]
)
def test_a_file_with_something_wrong_changes_nothing(content, file, units):
    with pytest.raises(CommandError) as problem:
        call_command("load_outlines", file(content))

    assert str(problem.value).endswith(".")
    assert "<" not in str(problem.value)
    assert not Outline.objects.exists()


def test_a_file_too_large_is_not_even_read(file, monkeypatch):
    monkeypatch.setattr("lms.communes.outlines.LARGEST", 10)

    with pytest.raises(FileUnreadable):
        read_outlines(file(collection(feature())))


def test_no_file_is_a_sentence():
    with pytest.raises(CommandError):
        call_command("load_outlines", Path("/nowhere/at.all"))


def test_a_position_belongs_to_a_code_in_one_period_only(units):
    today, past = units
    today.valid_from = date(2025, 7, 1)

    assert spots_of([today, past]).keys() == {today.pk}
