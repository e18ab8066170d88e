"""Offices appoint, and end positions, on a page."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.timezone import localdate, now

from courses.services import allow_trainers
from lms.accounts.roles import Role
from lms.celery import app
from lms.communes.models import Position
from lms.communes.services import appoint
from lms.dashboards.editors import (
    PROGRAMMES,
    PROVINCE,
    TRAINERS,
    bring_editors_up_to_date,
)
from lms.dashboards.hiring import may_renew
from lms.dashboards.tasks import bring_editors_up_to_date as bring_editors
from lms.progress.models import Programme
from lms.settings import base
from tests.addresses import address
from tests.factories import PASSWORD, make_user

TODAY, DAY = localdate(), timedelta(days=1)


@pytest.fixture
def resident(world):
    return world.owner.learner


@pytest.fixture
def officer(staff, signed_in):
    return signed_in(staff["officer"])


@pytest.fixture
def provincial(staff, signed_in):
    return signed_in(staff["provincial"])


@pytest.fixture
def give(officer, places):
    """Let the officer fill in the form; return the answer."""

    def give(browser=officer, office=places.commune, **typed):
        form = {"role": Role.HELPER, "unit": places.hamlet.pk, "from_on": TODAY}
        there = address("dashboards:appoint", office.code)
        return browser.post(there, {**form, **typed})

    return give


def test_somebody_new_gets_a_card_that_is_shown_until_it_is_put_away(
    officer, give, places, staff
):
    answer = give(full_name="Hà Văn Ví")

    page = officer.get(answer.url).content.decode()
    user = get_user_model().objects.get(username="vi.hv")
    position = Position.objects.get(user=user)
    assert (position.unit, position.role) == (places.hamlet, Role.HELPER)
    assert position.given_by == staff["officer"]
    assert "vi.hv" in page
    officer.post(address("dashboards:staff_card_kept", places.commune.code))
    assert officer.get(answer.url).status_code == 302


def test_a_first_password_opens_nothing_but_a_new_one(officer, give, client, places):
    card = officer.get(give(full_name="Hà Văn Ví").url).context["card"]
    door, choosing = (
        address("accounts:staff_sign_in"),
        address("accounts:first_password"),
    )
    typed = {"username": card.user.username, "password": card.password}

    answer = client.post(door, typed)
    assert answer.url.startswith(choosing)
    assert client.get(address("fieldwork:desk")).status_code == 302
    again = dict.fromkeys(["new_password1", "new_password2"], card.password)
    assert client.post(choosing, again).status_code == 422
    own = dict.fromkeys(["new_password1", "new_password2"], "lúa nếp nương thơm")
    assert client.post(choosing, own).url == address("dashboards:my_work")
    assert client.get(address("fieldwork:desk")).status_code == 200
    assert client.get(choosing).status_code == 302


def test_who_is_signed_in_with_a_first_password_all_the_same_sees_nothing(
    officer, give, client
):
    card = officer.get(give(full_name="Hà Văn Ví").url).context["card"]

    client.force_login(card.user)

    assert client.get(address("fieldwork:desk")).status_code == 403


def test_somebody_with_a_sign_in_is_appointed_by_user_name(give, places):
    known = make_user("tho", "Bùi Văn Thơ")
    known.is_staff = True
    known.save()

    answer = give(user_name="tho")

    assert answer.url == address("dashboards:in_charge", places.commune.code)
    assert known.positions.get().unit == places.hamlet
    assert give(user_name="tho").status_code == 422


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"full_name": "Hà Văn Ví", "user_name": "helper"},
        {"user_name": "nobody"},
        {"full_name": "Hà Văn Ví", "role": Role.COMMUNE_OFFICER},
        {"full_name": "Hà Văn Ví", "role": Role.OPERATOR},
        {"full_name": "Hà Văn Ví", "unit": "far"},
        {"full_name": "Hà Văn Ví", "unit": "province"},
        {"full_name": "Hà Văn Ví", "unit": "x"},
        {"full_name": "Hà Văn Ví", "from_on": TODAY - DAY},
        {"full_name": "Hà Văn Ví", "until_on": TODAY - DAY},
    ],
)
def test_what_does_not_fit_gives_nobody_anything(give, places, typed):
    units = {"far": places.far_hamlet.pk, "province": places.province.pk}
    typed["unit"] = units.get(typed.get("unit"), typed.get("unit", places.hamlet.pk))
    users, positions = get_user_model().objects.count(), Position.objects.count()

    assert give(**typed).status_code == 422

    assert get_user_model().objects.count() == users
    assert Position.objects.count() == positions


def test_a_resident_s_card_opens_no_office(give, resident):
    assert give(user_name=resident.code).status_code == 422


def test_nobody_appoints_themselves(give, staff):
    staff["officer"].is_staff = True
    staff["officer"].save()

    assert give(user_name="officer").status_code == 422


def test_the_province_names_officers_and_the_contact(give, provincial, places):
    where = {"unit": places.commune.pk, "browser": provincial}
    for role in (Role.COMMUNE_OFFICER, Role.DATA_PROTECTION, Role.VIEWER):
        answer = give(role=role, office=places.province, full_name="Hà Ví", **where)
        assert answer.status_code == 302

    assert give(role=Role.HELPER, full_name="Hà Ví", **where).status_code == 422
    names = get_user_model().objects.filter(full_name="Hà Ví")
    assert {each.username for each in names} == {"vi.h", "vi.h2", "vi.h3"}


def test_a_position_ends_at_once_or_after_a_day(officer, staff, places, signed_in):
    position = staff["helper"].positions.get()
    end = address("dashboards:end_position", places.commune.code, position.pk)
    helper = signed_in(staff["helper"])

    officer.post(end, {"when": "day", "last_on": TODAY})
    assert helper.get(address("fieldwork:desk")).status_code == 200
    officer.post(end, {"when": "now"})
    assert helper.get(address("fieldwork:desk")).status_code == 403

    position.refresh_from_db()
    assert position.ended_by == staff["officer"]
    page = officer.get(address("dashboards:in_charge", places.commune.code))
    assert position in page.context["ended"]
    assert officer.post(end, {"when": "now"}).status_code == 404


@pytest.mark.parametrize("last_on", ["", "xyz", TODAY - DAY])
def test_a_day_that_cannot_be_the_last_is_refused(officer, staff, places, last_on):
    position = staff["helper"].positions.get()
    end = address("dashboards:end_position", places.commune.code, position.pk)

    assert officer.post(end, {"when": "day", "last_on": last_on}).status_code == 422


def test_the_editor_closes_behind_a_trainer(provincial, staff, give, places, client):
    where = {"browser": provincial, "unit": places.commune.pk}
    give(role=Role.TRAINER, full_name="Hà Thị Dụ", **where)
    user = get_user_model().objects.get(username="du.ht")
    client.force_login(user)
    assert client.get("/admin/").status_code == 200

    end = [places.commune.code, user.positions.get().pk]
    provincial.post(address("dashboards:end_position", *end), {"when": "now"})

    assert client.get("/admin/").status_code != 200


def test_the_other_door_of_the_editor_leads_to_ours(client, staff):
    typed = {"username": "trainer", "password": PASSWORD}

    assert client.post("/admin/login/", typed).url == address("accounts:staff_sign_in")
    assert client.get("/admin/").status_code == 302


def test_a_viewer_sees_small_counts_hidden_in_their_own_unit(
    staff, signed_in, places, noon
):
    viewer, officer = signed_in(staff["viewer"]), signed_in(staff["officer"])
    there = address("dashboards:commune", places.commune.code)

    assert viewer.get(there).context["report"].from_above
    assert not officer.get(there).context["report"].from_above
    appoint(staff["viewer"], places.commune, Role.COMMUNE_OFFICER, at=noon)
    assert not viewer.get(there).context["report"].from_above


# The editor opens and closes with a position


def test_the_editor_closes_on_the_day_after_the_last(
    provincial, staff, give, places, client
):
    until = TODAY + 3 * DAY
    where = {"browser": provincial, "unit": places.commune.pk, "until_on": until}
    give(role=Role.TRAINER, full_name="Hà Thị Dụ", **where)
    user = get_user_model().objects.get(username="du.ht")
    client.force_login(user)

    for days in (0, 3):
        bring_editors_up_to_date(at=now() + days * DAY)
        assert client.get("/admin/").status_code == 200
    bring_editors_up_to_date(at=now() + 4 * DAY)

    assert client.get("/admin/").status_code == 302


def test_the_editor_opens_on_the_first_day(provincial, staff, give, places, client):
    where = {"browser": provincial, "unit": places.commune.pk}
    first = {"from_on": TODAY + 3 * DAY}
    give(role=Role.TRAINER, full_name="Hà Thị Dụ", **first, **where)
    client.force_login(get_user_model().objects.get(username="du.ht"))

    assert client.get("/admin/").status_code == 302
    assert bring_editors_up_to_date(at=now() + 3 * DAY) >= 1
    assert client.get("/admin/").status_code == 200


def test_whom_an_operator_let_in_by_hand_is_left_alone(staff, client):
    group = Group.objects.create(name=TRAINERS)
    allow_trainers(group)
    writer = make_user("writer")
    writer.groups.add(group)

    bring_editors_up_to_date(at=now())

    assert writer.groups.get() == group


def test_the_beat_opens_and_closes_editors():
    app.loader.import_default_modules()

    assert base.CELERY_BEAT_SCHEDULE["editors"]["task"] in app.tasks
    bring_editors()


def test_a_provincial_officer_says_how_reports_are_printed_and_no_more(
    staff, signed_in, noon
):
    bring_editors_up_to_date(at=now())
    browser = signed_in(staff["provincial"])
    layout = reverse("wagtailsettings:edit", args=["dashboards", "reportlayout"])

    assert layout in browser.get(address("dashboards:my_work")).text
    page = browser.get(layout, follow=True)
    assert "ỦY BAN NHÂN DÂN" in page.text
    for closed in ("/admin/users/", "/admin/images/", "/admin/pages/"):
        assert browser.get(closed).status_code != 200
    assert signed_in(staff["officer"]).get(layout).status_code == 302
    assert (
        layout
        not in signed_in(staff["officer"]).get(address("dashboards:my_work")).text
    )


def test_a_provincial_officer_makes_programmes_and_deletes_none(
    staff, signed_in, lessons
):
    bring_editors_up_to_date(at=now())
    browser = signed_in(staff["provincial"])
    course = str(lessons.course.translation_key)
    words = {"title_vi": "Bước đầu", "title_en": "First", "slug": "buoc-dau"}

    assert "/admin/programmes/" in browser.get(address("dashboards:my_work")).text
    for page in ("/admin/programmes/", "/admin/programmes/new/"):
        assert browser.get(page).status_code == 200
    made = {**words, "active": "on", "of": "courses", "courses": [course]}
    assert browser.post("/admin/programmes/new/", made).status_code == 302
    programme = Programme.objects.get(slug="buoc-dau")
    changed = {**made, "title_vi": "Bước một"}
    browser.post(f"/admin/programmes/edit/{programme.pk}/", changed)
    programme.refresh_from_db()
    assert programme.title_vi == "Bước một"
    assert browser.post(f"/admin/programmes/delete/{programme.pk}/").status_code == 302
    assert Programme.objects.filter(slug="buoc-dau").exists()


@pytest.mark.parametrize("role", ["officer", "helper", "trainer", None])
def test_nobody_else_makes_programmes(staff, client, role):
    bring_editors_up_to_date(at=now())
    if role:
        client.force_login(staff[role])

    for page in ("/admin/programmes/", "/admin/programmes/new/"):
        assert client.get(page).status_code == 302
    assert Group.objects.filter(permissions__codename="add_programme").count() == 1


def test_an_office_let_in_before_makes_programmes_too(db):
    group = Group.objects.create(name=PROVINCE)

    migration = "lms.dashboards.migrations.0011_province_makes_programmes"
    import_module(migration).allow(apps, None)

    names = group.permissions.values_list("codename", flat=True)
    assert set(names) == set(PROGRAMMES)


# A password forgotten


def password_of(places, user):
    position = user.positions.order_by("pk").first()
    return address("dashboards:staff_password", places.commune.code, position.pk)


def test_who_forgot_the_password_gets_a_new_first_one(
    officer, staff, places, client, signed_in
):
    helper = staff["helper"]
    inside = signed_in(helper)
    there = password_of(places, helper)
    assert there in officer.get(address("dashboards:in_charge", "05152")).text

    card = officer.post(there, follow=True)

    helper.refresh_from_db()
    [made] = helper.password_renewals.all()
    assert made.renewed_by == staff["officer"]
    assert helper.must_choose_password
    assert not helper.check_password(PASSWORD)
    assert helper.username in card.text
    assert inside.get(address("fieldwork:desk")).status_code == 302  # signed out
    new = card.context["card"].password
    assert helper.check_password(new)
    answer = client.post(
        address("accounts:staff_sign_in"),
        {"username": helper.username, "password": new},
    )
    assert answer.url.startswith(address("accounts:first_password"))
    lines = officer.get(address("dashboards:in_charge", "05152")).context["lines"]
    assert made in [each.renewed for each in lines]


def test_nobody_gets_at_an_office_above_by_a_lower_position(
    officer, staff, places, noon
):
    """A helper who is a provincial officer too: the commune makes them no password."""
    helper = staff["helper"]
    appoint(helper, places.province, Role.PROVINCIAL_OFFICER, at=noon)

    page = officer.post(password_of(places, helper), follow=True)

    helper.refresh_from_db()
    assert helper.check_password(PASSWORD)
    assert not helper.password_renewals.exists()
    assert "card" not in page.context


def test_an_operator_s_password_is_for_the_whole_machine_only(staff, noon, places):
    operator, root = staff["operator"], staff["superuser"]
    operator.is_superuser = True
    operator.save()
    today = localdate()

    assert not may_renew(operator, by=staff["provincial"], on=today)
    assert may_renew(operator, by=root, on=today)
    assert not may_renew(root, by=root, on=today)
    assert not may_renew(root, by=staff["operator"], on=today)


@pytest.mark.parametrize("how", ["a group", "a permission"])
def test_whom_an_operator_let_in_by_hand_gets_no_password_of_an_office(staff, how):
    """Whoever knows it could publish lessons, and no position gives that."""
    helper, root = staff["helper"], staff["superuser"]
    if how == "a group":
        group = Group.objects.create(name="Biên tập")
        allow_trainers(group)
        helper.groups.add(group)
    else:
        helper.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert not may_renew(helper, by=staff["officer"], on=localdate())
    assert may_renew(helper, by=root, on=localdate())


def test_who_opens_the_editor_by_a_position_gets_one_as_before(world):
    trainer = world.staff["trainer"]
    bring_editors_up_to_date(at=now())

    assert trainer.groups.exists()
    assert may_renew(trainer, by=world.staff["provincial"], on=localdate())


@pytest.mark.parametrize("who", ["helper", "wrong_officer", "provincial", "viewer"])
def test_others_make_no_passwords(staff, signed_in, places, who):
    helper = staff["helper"]

    answer = signed_in(staff[who]).post(password_of(places, helper))

    assert answer.status_code == 404
    helper.refresh_from_db()
    assert helper.check_password(PASSWORD)
