"""Two officers give one name to a hamlet at the same moment: one gets it."""

from datetime import date

import pytest

from lms.communes.errors import CommunesError, NameTaken
from lms.communes.models import Kind, Share, Unit, UnitSuccession
from lms.communes.services import (
    add_hamlet,
    move_hamlet,
    rename_hamlet,
    settle_hamlet,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2026, 11, 20)


@pytest.fixture
def communes():
    province = Unit.objects.create(kind=Kind.PROVINCE, code="25", name="Phú Thọ")
    return [
        Unit.objects.create(kind=Kind.COMMUNE, code=code, name=name, parent=province)
        for code, name in [("05152", "Vân Sơn"), ("05128", "Tân Lạc")]
    ]


def tried(service, *args, **options):
    """Return a call that gives back the sentence by which it was refused, if it was."""

    def call():
        try:
            service(*args, **options)
        except CommunesError as problem:
            return type(problem)

    return call


def called(name):
    return [each for each in Unit.objects.on(ON) if each.name == name]


@pytest.mark.parametrize("names", [("Chung", "Chung"), ("Hoà", "Hòa")])
def test_of_two_hamlets_renamed_at_once_one_gets_the_name(communes, names, noon):
    hamlets = [
        add_hamlet(communes[0], name, at=noon) for name in ("Xóm Mẫu", "Xóm Thử")
    ]

    refused = at_once(
        *(
            tried(rename_hamlet, hamlet, name, on=ON, at=noon)
            for hamlet, name in zip(hamlets, names, strict=True)
        )
    )

    assert sorted(refused, key=str) == [NameTaken, None]
    assert len(called(names[0]) + called(names[1])) in (1, 2)
    assert Unit.objects.on(ON).hamlets().count() == 2


def test_a_hamlet_added_twice_at_once_is_added_once(communes, noon):
    refused = at_once(*[tried(add_hamlet, communes[0], "Xóm Chung", at=noon)] * 4)

    assert refused == [None] * 4
    assert len(called("Chung")) == 1


def test_one_moves_in_under_a_name_that_another_takes_in_that_moment(communes, noon):
    here, far = communes
    own, moving = (
        add_hamlet(here, "Xóm Mẫu", at=noon),
        add_hamlet(far, "Xóm Xa", at=noon),
    )

    refused = at_once(
        tried(rename_hamlet, own, "Chung", on=ON, at=noon),
        tried(move_hamlet, moving, here, name="Chung", on=ON, at=noon),
    )

    assert sorted(refused, key=str) == [NameTaken, None]
    assert len(called("Chung")) == 1


def test_two_former_hamlets_of_one_name_are_claimed_at_once(communes, noon):
    new = communes[0]
    Unit.objects.filter(pk=new.pk).update(valid_from=date(2025, 7, 1))
    new.refresh_from_db()
    waiting = []
    for code in ("05001", "05002"):
        old = Unit.objects.create(
            kind=Kind.COMMUNE,
            code=code,
            name=code,
            parent=new.parent,
            valid_until=date(2025, 6, 30),
        )
        UnitSuccession.objects.create(
            old=old, new=new, share=Share.PART, on=new.valid_from
        )
        waiting.append(
            Unit.objects.create(
                kind=Kind.HAMLET,
                name="Chung",
                parent=old,
                valid_until=date(2025, 6, 30),
            )
        )

    refused = at_once(*(tried(settle_hamlet, each, new, at=noon) for each in waiting))

    assert sorted(refused, key=str) == [NameTaken, None]
