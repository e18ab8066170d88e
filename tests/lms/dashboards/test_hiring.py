"""The operator puts people on the staff from the command line."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from lms.accounts.roles import Role
from lms.accounts.services import free_user_name
from lms.communes.models import Position
from lms.dashboards import hiring
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def add_staff(*arguments):
    printed = StringIO()
    call_command("add_staff", *arguments, stdout=printed)
    return printed.getvalue().split()


def test_an_officer_gets_a_position_and_a_password_that_works(world):
    commune = world.places.commune

    name, password = add_staff("can-bo", "Bùi Thị Mẫu", "commune_officer", commune.code)

    user = get_user_model().objects.get(username=name)
    assert user.check_password(password)
    assert Position.objects.get(user=user).unit == commune


def test_a_helper_is_given_the_hamlets_named(world):
    hamlet = world.places.hamlet

    add_staff(
        "tho", "Hà Văn Thử", "helper", hamlet.parent.code, "--hamlet", hamlet.name
    )

    assert Position.objects.get(user__username="tho").unit == hamlet


def test_a_trainer_may_open_the_editor(world, client):
    add_staff("giao", "Hà Thị Dụ", "trainer", world.places.commune.code)
    client.force_login(get_user_model().objects.get(username="giao"))

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "arguments",
    [
        ("x", "Tên", "helper", "99999"),
        ("x", "Tên", "helper", "{code}", "--hamlet", "Không Có"),
        ("x", "Tên", "provincial_officer", "{code}"),
        ("x", " ", "helper", "{code}"),
    ],
)
def test_what_does_not_fit_is_refused_and_nobody_is_hired(world, arguments):
    code = world.places.commune.code
    before = get_user_model().objects.count()

    with pytest.raises(CommandError):
        add_staff(*(part.format(code=code) for part in arguments))

    assert get_user_model().objects.count() == before
    assert not Position.objects.filter(role=Role.PROVINCIAL_OFFICER, user__username="x")


def test_two_people_of_one_name_hired_at_once_get_two_user_names(world, monkeypatch):
    """Both ask which name is free before either has taken it."""
    asked = []

    def free(full_name):
        asked.append(full_name)
        return "vi.hv" if len(asked) <= 2 else free_user_name(full_name)

    monkeypatch.setattr(hiring, "free_user_name", free)
    hire = {"units": [world.places.hamlet], "at": NOON, "password": "mat khau"}

    first = hiring.hire_new("Hà Văn Ví", Role.HELPER, **hire)
    second = hiring.hire_new("Hoàng Văn Ví", Role.HELPER, **hire)

    assert (first.username, second.username) == ("vi.hv", "vi.hv2")
    assert second.positions.count() == 1
