"""Staff sign-ins in the editor: one name in one field, and no e-mail."""

import pytest

from lms.accounts.models import User
from tests.hostile import TEXTS

ADD = "/admin/users/new/"
ACCOUNT = "/admin/account/"


@pytest.fixture
def editor(signed_in, staff):
    """The editor, open for a superuser."""
    return signed_in(staff["superuser"])


@pytest.fixture
def typed():
    return {
        "username": "thu",
        "full_name": "Đinh Văn Thử",
        "password1": "một mật khẩu dài",
        "password2": "một mật khẩu dài",
    }


def test_staff_are_added_by_one_name_and_without_an_e_mail(editor, typed):
    form = editor.get(ADD)
    answer = editor.post(ADD, typed)

    added = User.objects.get(username="thu")
    assert 'name="full_name"' in form.text
    for gone in ("email", "first_name", "last_name"):
        assert f'name="{gone}"' not in form.text
    assert answer.status_code == 302
    assert (added.full_name, added.is_staff) == ("Đinh Văn Thử", True)


def test_staff_can_be_renamed(editor, staff):
    there = f"/admin/users/edit/{staff['helper'].pk}/"
    typed = {"username": "helper", "full_name": "  Tên   Khác ", "is_active": "on"}

    editor.post(there, typed)

    staff["helper"].refresh_from_db()
    assert staff["helper"].full_name == "Tên Khác"


def test_residents_are_not_among_the_staff(editor, resident, typed):
    editor.post(ADD, typed)

    listed = editor.get("/admin/users/")
    found = editor.get("/admin/users/", {"q": resident.code})

    assert "Đinh Văn Thử" in listed.text
    assert resident.code not in listed.text
    assert "Bùi Thị Mẫu" not in found.text


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_a_resident_cannot_be_opened_in_the_editor(editor, resident, staff, verb):
    def answer(user):
        return editor.get(f"/admin/users/{verb}/{user.pk}/").status_code

    assert (answer(resident.user), answer(staff["helper"])) == (404, 200)


def test_ones_own_account_asks_for_one_name(editor):
    page = editor.get(ACCOUNT)

    assert page.status_code == 200
    assert 'name="name_email-full_name"' in page.text
    assert 'name="name_email-first_name"' not in page.text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_name_is_typed_is_kept_clean_or_refused(editor, typed, text):
    answer = editor.post(ADD, {**typed, "full_name": text})

    added = User.objects.filter(username="thu").first()
    assert answer.status_code in (200, 302)
    assert bool(added) == (answer.status_code == 302)
    assert not added or ("\x00" not in added.full_name and len(added.full_name) <= 80)
