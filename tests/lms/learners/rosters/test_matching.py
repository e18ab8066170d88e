"""Who a line is about."""

import string
import time
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.learners.rosters.matching import Asked, People, Resident, one_slip
from lms.lib.text import fold

HERE, THERE = UUID(int=1), UUID(int=2)
LETTERS = "abcdeghiklmnoprstuvxy "
names = st.text(LETTERS, min_size=6, max_size=24)


def resident(name="Bùi Thị Mẫu", year=1966, hamlet=HERE, **more):
    more = {"phone": "", "sex": "", "household": "", "takes_part": True, **more}
    return Resident(uuid4(), name, fold(name), year, hamlet, **more)


def whys(asked, *residents):
    return [set(found.whys) for found in People(residents).find(asked)]


def test_the_same_name_year_and_hamlet_is_exactly_that_person():
    asked = Asked("Bùi Thị Mẫu", 1966, HERE)

    assert whys(asked, resident(), resident("Bùi Thị Mầu")) == [set()]
    assert whys(asked, resident(phone="+84900000000")) == [set()]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked("Bui Thi Mau", 1966, HERE), {"marks"}),
        (Asked("Bùi Thị Mầu", 1966, HERE), {"marks"}),
        (Asked("Bùi Thị Mẫn", 1966, HERE), {"spelling"}),
        (Asked("Bùi Thị Mẫu", 1967, HERE), {"year"}),
        (Asked("Bùi Thị Mẫu", None, HERE), {"year_missing"}),
        (Asked("Bùi Thị Mẫu", 1966, THERE), {"hamlet"}),
        (Asked("Bùi Thị Mẫu", 1940, THERE, "+849"), {"year_other", "hamlet", "phone"}),
        (
            Asked("Bùi Thị Mẫu", 1967, THERE, "", "Bùi Văn A"),
            {"year", "hamlet", "household"},
        ),
        (
            Asked("Bùi Thi Mẫn", 1967, THERE, "+849"),
            {"spelling", "year", "hamlet", "phone"},
        ),
    ],
)
def test_what_is_a_little_off_is_likely(asked, why):
    known = resident(phone="+849", household="Bùi Văn A")

    assert whys(asked, known) == [why]


@pytest.mark.parametrize(
    "asked",
    [
        Asked("Bùi Thị Mẫu", 1970, HERE),
        Asked("Bùi Thị Mẫu", 1967, THERE),
        Asked("Bùi Văn Mẫu", 1966, HERE),
        Asked("Bùi Thị Mẫn", 1967, HERE),
        Asked("Đinh Văn Thử", 1966, HERE, "+849"),
    ],
)
def test_what_is_further_off_is_somebody_else(asked):
    assert whys(asked, resident(phone="+849")) == []


def test_an_old_place_of_the_tone_mark_is_the_same_spelling():
    assert whys(Asked("Bùi Thị Hoà", 1966, HERE), resident("Bùi Thị Hòa")) == [set()]


def test_of_several_of_one_name_each_is_one_of_several():
    asked = Asked("Bùi Thị Mẫu", 1966, HERE)

    assert whys(asked, resident(), resident()) == [{"several"}, {"several"}]


@given(names, st.integers(0, 24), st.sampled_from(LETTERS), st.integers(0, 3))
def test_every_slip_of_the_pen_is_found(name, at, letter, kind):
    at = min(at, len(name) - 1)
    slips = [
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    ]
    other = slips[kind]
    assume(fold(other) != fold(name))

    assert one_slip(name, other)
    assert one_slip(other, name)


@given(names, names)
def test_a_slip_is_one_both_ways(name, other):
    assert one_slip(name, other) == one_slip(other, name)


@given(
    st.lists(st.tuples(names, st.integers(1950, 1953), st.booleans()), max_size=8),
    names,
    st.integers(1950, 1953),
)
def test_an_exact_person_is_found_whoever_else_is_there(others, name, year):
    assume(fold(name).strip())
    known = resident(name, year)
    crowd = [
        resident(other, born, HERE if here else THERE)
        for other, born, here in others
        if fold(other) != fold(name)
    ]

    found = People([*crowd, known]).find(Asked(name, year, HERE))

    assert [(each.resident, each.whys) for each in found] == [(known, ())]


def test_ten_thousand_lines_cost_look_ups_and_not_comparisons():
    people = People(
        resident(f"Bùi Thị {first}{second}a", 1940 + n % 60, UUID(int=n % 20))
        for n, (first, second) in enumerate(
            (a, b) for a in string.ascii_letters for b in string.ascii_letters
        )
    )
    began = time.process_time()

    for n in range(2000):
        people.find(Asked("Bùi Thị Thử", 1940 + n % 60, UUID(int=n % 20), "+849"))

    assert time.process_time() - began < 2
