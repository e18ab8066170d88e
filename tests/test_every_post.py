"""Every form on every page, filled in with what nobody ought to type.

An answer is a page with a sentence, or the next page: never an error of ours, and
nothing that is not seen is kept. Whom a form belongs to fills it in; others are turned
away (tests/test_access.py).
"""

from copy import deepcopy
from itertools import product
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import resolve
from lxml import html

from tests.access import RULES
from tests.addresses import address, status
from tests.hostile import TEXTS
from tests.test_access import accept_september, last_month, make_case, people

PAGES = [each for each in RULES if not each.post and 200 in each.answers]
# Some of each kind; the rest is tried form by form.
TYPED = {
    **{name: TEXTS[name] for name in ("nul", "right to left", "html", "template")},
    **{name: TEXTS[name] for name in ("10,000 digits", "marks in heaps", "lines")},
    **{name: TEXTS[name] for name in ("exponent", "minus", "last of planes", "wide")},
    "hidden inside": "Bùi\u200bThị\u202e M\u00adẫu Ð\u2066",
    "far too late": "9999-12-31",
    "no day": "31/02/2026",
    "thousands": "1.128.000.000.000",
    "nobody's id": "00000000-0000-7000-8000-000000000000",
    "nothing": "",
}
UNSEEN = "\x00\u200b\u202e\u00ad\u2066"
TRIED = set()
LEFT_ALONE = {"csrfmiddlewaretoken"}


@pytest.fixture(scope="module")
def case(world_of_module, django_db_blocker):
    with django_db_blocker.unblock():
        period = last_month(world_of_module)
        accept_september(world_of_module)
        return make_case(world_of_module, world_of_module.staff["helper"], period)


@pytest.fixture
def somebody(case, db):
    """Return a browser of a role."""

    def somebody(role):
        client = Client()
        if user := people(case.world)[role]:
            client.force_login(user)
        return client

    return somebody


def forms_on(client, there):
    """Return the forms of a page that change something: where to, and what is in it."""
    page = client.get(there)
    if status(page) != 200 or page.streaming or not page.content.strip():
        return
    for form in html.fromstring(page.content).forms:
        if form.method == "POST":
            action = urljoin(there, form.action or "")
            fields = [e for e in form.inputs if e.name and e.name not in LEFT_ALONE]
            yield action, fields, dict(form.form_values())


def spoilt(fields, values, typed, *, hidden):
    """Return the form as filled in: only what is typed, or also what is chosen."""
    names = {e.name for e in fields if hidden or e.tag == "textarea" or is_typed(e)}
    ticked = {
        e.name: e.get("value", "on") for e in fields if e.get("type") == "checkbox"
    }
    radios = {e.name: e.get("value") for e in fields if e.get("type") == "radio"}
    return {**radios, **ticked, **values, **dict.fromkeys(names, typed)}


def is_typed(field):
    kind = field.get("type", "text") if field.tag == "input" else field.tag
    return kind in {"text", "search", "tel", "number", "date", "password", "textarea"}


def unseen_texts():
    """Return what stands in any column of ours and is not seen."""
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith(("lms.", "courses.", "quizzes.")):
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField | models.TextField):
                told = model.objects.values_list(column.attname, flat=True)
                found += [
                    (model.__name__, column.name, text)
                    for text in told
                    if text and isinstance(text, str) and set(text) & set(UNSEEN)
                ]
    return found


def tried_before(there, fields):
    """Return whether such a form was met on another page: signing out is on all."""
    form = resolve(urlsplit(there).path).view_name, *sorted({e.name for e in fields})
    known = form in TRIED
    TRIED.add(form)
    return known


@pytest.mark.parametrize("rule", PAGES, ids=str)
def test_whatever_is_filled_in_gets_a_page(case, somebody, rule):
    role = sorted(rule.answers[200])[0]
    client, there = somebody(role), address(rule.name, *rule.about(case))
    for action, fields, values in list(forms_on(client, there)):
        if tried_before(action, fields):
            continue
        some = all(is_typed(each) for each in fields)
        for typed, hidden in product(TYPED.values(), {False, not some}):
            with transaction.atomic():
                cache.clear()  # so many from one address would be asked to wait
                browser = Client()
                browser.cookies = deepcopy(client.cookies)
                data = spoilt(fields, values, typed, hidden=hidden)
                answer = browser.post(action, data)
                assert status(answer) < 500, (action, typed[:40])
                if answer.status_code == 302 and set(typed) & set(UNSEEN):
                    assert unseen_texts() == [], action
                transaction.set_rollback(True)
