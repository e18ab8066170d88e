"""Staff have one name, in the editor too; residents are not listed there."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return User.objects.create(username="boss", is_superuser=True, is_staff=True)


@pytest.fixture
def editor(boss):
    client = Client()
    client.force_login(boss)
    return client


def test_somebody_new_is_written_with_one_name_and_no_e_mail(editor):
    words = {"username": "thu", "full_name": "Đinh  Văn Thử"}
    password = {"password1": "rat-dai-9999", "password2": "rat-dai-9999"}

    editor.post("/admin/users/new/", {**words, **password})

    made = User.objects.get(username="thu")
    assert (made.full_name, made.is_staff, made.email) == ("Đinh Văn Thử", True, "")
    assert made.check_password("rat-dai-9999")


def test_a_name_is_changed_without_touching_the_password(editor):
    made = User.objects.create_user("thu", password="cu", full_name="Cũ")

    editor.post(
        f"/admin/users/edit/{made.pk}/",
        {"username": "thu", "full_name": "Mới", "is_active": "on"},
    )

    made.refresh_from_db()
    assert made.full_name == "Mới"
    assert made.check_password("cu")


def test_ones_own_name_is_changed_on_the_account_page(editor, boss):
    preferences = {
        "name_email-full_name": "Quách Thị Ví",
        "locale-preferred_language": "vi",
        "locale-current_time_zone": "Asia/Ho_Chi_Minh",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }

    editor.post("/admin/account/", preferences)

    boss.refresh_from_db()
    assert boss.full_name == "Quách Thị Ví"


def test_residents_are_not_among_the_staff(editor, world):
    page = editor.get("/admin/users/").content.decode()

    assert world.owner.learner.full_name not in page
    assert "boss" in page


def test_a_resident_cannot_open_the_editor(world):
    client = Client()
    client.force_login(world.owner.learner.user)

    assert client.get("/admin/").status_code in {302, 403}
