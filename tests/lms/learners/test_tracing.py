"""Random mergers, divisions and new names: nobody is lost, nobody is counted twice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lms.communes.errors import CommunesError
from lms.communes.models import Kind, Unit, UnitSuccession
from lms.communes.services import (
    merge_hamlets,
    move_hamlet,
    rename_hamlet,
    split_hamlet,
)
from lms.communes.services.tracing import trace
from lms.learners.models import Learner, Residence
from lms.learners.moving import follow, settle
from lms.learners.tracing import people_by_place

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
BEGIN = date(2026, 1, 1)
DAY = timedelta(days=1)

verbs = st.sampled_from(["rename", "merge", "split", "move"])
steps = st.lists(
    st.tuples(verbs, st.integers(0, 9), st.integers(0, 9), st.integers(0, 2)),
    max_size=7,
)


def make_communes():
    province = Unit.objects.create(kind=Kind.PROVINCE, code="25", name="Phú Thọ")
    return [
        Unit.objects.create(
            kind=Kind.COMMUNE, code=f"0500{n}", name=f"Xã {n}", parent=province
        )
        for n in range(2)
    ]


def make_hamlet(commune, name, begins=None):
    return Unit.objects.create(
        kind=Kind.HAMLET, name=name, parent=commune, valid_from=begins
    )


def make_resident(hamlet, number):
    user = get_user_model().objects.create_user(f"{number:08}", password=None)
    learner = Learner.objects.create(
        code=f"{number:08}",
        user=user,
        full_name=f"Bùi Thị {number}",
        birth_year=1966,
        registered_at=NOON,
        registered_how="self",
        registered_by=user,
    )
    Residence.objects.create(learner=learner, hamlet=hamlet, from_on=BEGIN)
    return learner


def change(verb, hamlets, pick, other, on, name):
    """Carry out one change; some cannot be, and then nothing changes."""
    one, two = hamlets[pick % len(hamlets)], hamlets[other % len(hamlets)]
    communes = list(Unit.objects.communes().order_by("code"))
    try:
        if verb == "rename":
            return rename_hamlet(one, name, on=on, at=NOON)
        if verb == "merge":
            return merge_hamlets([one, two], name, on=on, at=NOON)
        if verb == "split":
            return split_hamlet(one, [f"{name} 1", f"{name} 2"], on=on, at=NOON)
        return move_hamlet(one, communes[other % 2], name=name, on=on, at=NOON)
    except CommunesError:
        return None


class RandomChanges(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(steps=steps, settled=st.integers(0, 3))
    def test_old_and_new_units_add_up_to_the_same_people(self, steps, settled):
        communes = make_communes()
        homes = [make_hamlet(communes[n % 2], f"H{n}") for n in range(4)]
        people = [make_resident(homes[n % 4], n) for n in range(8)]
        days = [BEGIN]
        for number, (verb, pick, other, gap) in enumerate(steps, 1):
            on = days[-1] + (1 + gap) * DAY
            now = list(Unit.objects.on(on).hamlets().in_order())
            done = change(verb, now, pick, other, on, f"N{number}")
            if done is None:
                continue
            follow(done.olds)
            if verb == "split" and settled:
                some = [each.pk for each in people[::settled]]
                settle(done.olds[0], done.news[0], some)
            days.append(on)

        for on in days:
            for units_of in days:
                self.check(on, units_of, people)

    def check(self, on, units_of, people):
        counted = people_by_place(on=on, units_of=units_of)

        assert counted.total() == len(people)
        for where in counted:
            assert where, "somebody lives nowhere"
            assert all(unit.in_force_on(units_of) for unit in where)
        if on == units_of:
            own = Counter(Residence.objects.on(on).values_list("hamlet", flat=True))
            waiting = Unit.objects.filter(pk__in=own).exclude(
                pk__in=Unit.objects.on(on)
            )
            assert waiting.exists() or counted == Counter(
                {(Unit.objects.get(pk=pk),): number for pk, number in own.items()}
            )


@pytest.fixture
def places(db):
    """Two communes until 30 June become one and a half: A whole, B divided."""
    old_day, new_day = date(2026, 6, 30), date(2026, 7, 1)
    province = Unit.objects.create(kind=Kind.PROVINCE, code="25", name="Phú Thọ")
    units = {}
    for name, begins, ends in [
        ("A", None, old_day),
        ("B", None, old_day),
        ("C", new_day, None),
        ("D", new_day, None),
    ]:
        units[name] = Unit.objects.create(
            kind=Kind.COMMUNE,
            code=f"050{ord(name)}",
            name=name,
            parent=province,
            valid_from=begins,
            valid_until=ends,
        )
    for old, new, share in [
        ("A", "C", "whole"),
        ("B", "C", "part"),
        ("B", "D", "part"),
    ]:
        UnitSuccession.objects.create(
            old=units[old], new=units[new], share=share, on=new_day
        )
    return units


OLD, NEW = date(2026, 6, 1), date(2026, 8, 1)


def hamlet_of(commune, name="Mẫu"):
    return Unit.objects.create(
        kind=Kind.HAMLET,
        name=name,
        parent=commune,
        valid_from=commune.valid_from,
        valid_until=commune.valid_until,
    )


def test_a_commune_that_went_over_whole_is_certain(places):
    traced = trace([places["A"]], to=NEW)

    assert traced[places["A"].pk].unit == places["C"]


def test_a_divided_commune_is_undecided_among_its_parts(places):
    traced = trace([places["B"]], to=NEW)[places["B"].pk]

    assert traced.undecided
    assert set(traced.among) == {places["C"], places["D"]}
    assert traced.commune is None


def test_a_hamlet_nobody_has_settled_lies_where_its_commune_went(places):
    certain, waiting = hamlet_of(places["A"]), hamlet_of(places["B"])

    traced = trace([certain, waiting], to=NEW)

    assert traced[certain.pk].unit == places["C"]
    assert set(traced[waiting.pk].among) == {places["C"], places["D"]}


def test_a_settled_hamlet_is_certain(places):
    old, new = hamlet_of(places["B"]), hamlet_of(places["D"])
    UnitSuccession.objects.create(old=old, new=new, share="whole", on=new.valid_from)

    assert trace([old], to=NEW)[old.pk].unit == new
    assert trace([new], to=OLD)[new.pk].unit == old


def test_a_hamlet_known_only_today_lay_in_one_of_the_old_communes(places):
    new, other = hamlet_of(places["C"]), hamlet_of(places["D"])

    traced = trace([new, other], to=OLD)

    assert set(traced[new.pk].among) == {places["A"], places["B"]}
    assert traced[other.pk].unit == places["B"]


def test_parts_of_one_commune_are_undecided_but_the_commune_is_certain(places):
    hamlet = hamlet_of(places["C"])
    news = split_hamlet(hamlet, ["X", "Y"], on=date(2026, 8, 1), at=NOON).news

    traced = trace([Unit.objects.get(pk=hamlet.pk)], to=NEW)[hamlet.pk]

    assert traced.undecided
    assert set(traced.among) == set(news)
    assert traced.commune == places["C"]


def test_what_is_in_force_on_the_day_is_itself(places):
    assert trace([places["C"]], to=NEW)[places["C"].pk].unit == places["C"]
    assert trace([], to=NEW) == {}


def test_the_way_costs_queries_by_its_length_not_by_the_units(
    places, django_assert_max_num_queries
):
    hamlets = [hamlet_of(places["A"], f"Xóm {number}") for number in range(30)]

    with django_assert_max_num_queries(2):
        trace(hamlets, to=NEW)
