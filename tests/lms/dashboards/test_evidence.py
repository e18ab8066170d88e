"""Every figure is pressed: what it is made of says the same number."""

import re
from random import Random

import pytest
from django.utils.translation import override

from lms.communes.services import add_hamlet, enter_adult_count, split_hamlet
from lms.dashboards.evidence import columns_of, evidence_of, listed
from lms.dashboards.reading import report_on_commune
from lms.dashboards.services import rebuild
from lms.lib.facts import HowWitnessed, Witness


@pytest.fixture
def random_world(van_son, tan_lac, make_course, resident, learn, officer, noon):
    """Fill two communes by chance: people, courses, ways, adults of some hamlets."""
    courses = [make_course(code, f"Khóa {code}", lessons=1) for code in "AB"]
    ways = [
        HowWitnessed(),
        HowWitnessed(Witness.HELPED, helped_by="family"),
        HowWitnessed(Witness.CHECKED, officer.pk),
    ]

    def fill(seed):
        chance = Random(seed)
        hamlets = [add_hamlet(van_son, f"Xóm {n}", at=noon) for n in "ABC"]
        hamlets += [add_hamlet(tan_lac, f"Xóm {n}", at=noon) for n in "DE"]
        for hamlet in hamlets:
            for _ in range(chance.randint(0, 7)):
                somebody = resident(hamlet, born=chance.choice([1960, 1990, 2010]))
                for course in courses:
                    if chance.random() < 0.6:
                        learn(somebody, course, how=chance.choice(ways))
            if chance.random() < 0.7:
                known = {"counted_on": noon.date(), "source": "Sổ", "by": officer}
                enter_adult_count(hamlet, chance.randint(7, 900), at=noon, **known)
        rebuild(at=noon)
        return hamlets

    return fill


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_of_every_figure_are_as_many_as_it_says(
    random_world, seed, van_son, today
):
    random_world(seed)

    report = report_on_commune(van_son, on=today)

    for key, column in columns_of(report).items():
        for line in [None, *report.lines]:
            found = evidence_of(report, key, str(line.unit.pk) if line else "")
            assert found.figure == (line or report.total).figure(key)
            if column.rows:
                assert found.counts(found.rows.count()), (key, line)
                assert len(listed(found.rows)) == found.rows.count()
            if found.parts and not found.is_share and column.rows:
                together = sum(each.number for _line, each in found.parts)
                assert together == found.figure.number


LINK = re.compile(r'<a class="made-of" href="([^"]+)">(.*?)</a>')

UNSEEN = re.compile(r'<span class="visually-hidden">.*?</span>')


def says(client, address):
    """Return the number in the heading of a page."""
    page = client.get(address).content.decode()
    heading = re.search(r"<h1>.*</h1>", page)[0]
    return re.search(r'<span class="nowrap">(.*)</span>', heading)[1]


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("officer", "/communes/05152/"),
        ("provincial", "/communes/05152/"),
        ("provincial", "/provinces/25/"),
    ],
)
def test_a_pressed_figure_opens_on_the_same_number(
    random_world, client, request, who, address
):
    random_world(3)
    client.force_login(request.getfixturevalue(who))

    page = client.get(address).content.decode()
    pressed = dict(LINK.findall(UNSEEN.sub("", page)))

    assert len(pressed) > 10
    for url, words in pressed.items():
        assert says(client, url) == words, url


def test_names_are_for_those_who_look_after_them(
    random_world, client, officer, provincial
):
    random_world(1)
    address = "/communes/05152/figures/registered/"

    client.force_login(officer)
    assert "Bùi Thị Mẫu" in client.get(address).content.decode()

    client.force_login(provincial)
    assert "Bùi Thị Mẫu" not in client.get(address).content.decode()


@pytest.mark.parametrize("key", ["alone", "no-such-figure", "covered"])
def test_what_is_not_shown_from_above_is_not_there(
    random_world, client, provincial, key
):
    random_world(1)
    client.force_login(provincial)

    assert client.get(f"/communes/05152/figures/{key}/").status_code == 404


def test_a_hamlet_of_elsewhere_is_not_there(random_world, client, officer):
    far = random_world(1)[-1]
    client.force_login(officer)

    there = f"/communes/05152/figures/registered/?hamlet={far.pk}"
    assert client.get(there).status_code == 404
    assert client.get(there.replace(str(far.pk), "x")).status_code == 404


def test_people_of_a_divided_hamlet_are_said_to_wait(
    van_son, hamlet, resident, client, officer, noon, today
):
    resident(hamlet)
    split_hamlet(hamlet, ["Mẫu 1", "Mẫu 2"], on=today, at=noon)
    rebuild(at=noon)
    client.force_login(officer)

    with override("en"):
        page = client.get("/en/communes/05152/").content.decode()

    assert "divided; its people wait for their hamlet" in page
