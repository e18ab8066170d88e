"""Kept pages: the same for everyone, outdated at once, never of what is private."""

from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client, TestCase
from wagtail.models import PageViewRestriction

from courses.page_cache import EDITION_KEY, KEPT_SECONDS

committed = partial(TestCase.captureOnCommitCallbacks, execute=True)


def read(page, **headers):
    return Client().get(page.url, headers=headers)


@pytest.fixture
def kept(lesson):
    """A lesson that has been read once and is kept ready."""
    read(lesson)
    return lesson


def test_a_kept_page_asks_the_database_nothing(kept, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = read(kept)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Content-Language"] == "vi"
    assert "Content-Security-Policy" in answer


def test_a_kept_page_is_the_page_itself(lesson):
    made, kept = read(lesson), read(lesson)

    assert made.content == kept.content
    assert dict(made.items()) == dict(kept.items())


def test_whoever_knows_the_page_is_sent_nothing(kept):
    known = read(kept)["ETag"]

    answer = read(kept, if_none_match=known)

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == known


def test_the_first_reader_is_spared_too(lesson):
    known = read(lesson)["ETag"]
    cache.clear()

    assert read(lesson, if_none_match=known).status_code == 304


def test_packed_and_plain_are_kept_apart(kept):
    packed = read(kept, accept_encoding="gzip, br")
    again = read(kept, accept_encoding="gzip")
    plain = read(kept)

    assert packed["Content-Encoding"] == again["Content-Encoding"] == "gzip"
    assert packed.content == again.content
    assert not plain.has_header("Content-Encoding")
    assert packed["ETag"] == plain["ETag"]


def test_hosts_are_kept_apart(kept, settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "hoc.example"]

    answer = Client().get(kept.url, headers={"host": "hoc.example"})

    assert b"hoc.example" not in read(kept).content
    assert answer.status_code == 200


def test_an_unknown_host_is_refused(kept):
    assert Client().get(kept.url, headers={"host": "evil.example"}).status_code == 400


def _published(lesson):
    with committed():
        lesson.outcome = "Bác biết điều mới."
        lesson.save_revision().publish()


def _unpublished(lesson):
    with committed():
        lesson.unpublish()


def _deleted(lesson):
    with committed():
        lesson.delete()


def _moved_address(lesson):
    with committed():
        lesson.slug = "dia-chi-moi"
        lesson.save_revision().publish()


def _quiz_published(lesson):
    with committed():
        lesson.quiz.publish(lesson.quiz.save_revision())


def _picture_changed(lesson):
    with committed():
        lesson.picture.title = "Hình mới"
        lesson.picture.save()


def _made_private(lesson):
    with committed():
        PageViewRestriction.objects.create(
            page=lesson, restriction_type="login", password=""
        )


@pytest.mark.parametrize(
    "happens",
    [
        _published,
        _unpublished,
        _deleted,
        _moved_address,
        _quiz_published,
        _picture_changed,
        _made_private,
    ],
)
def test_a_change_outdates_what_is_kept(kept, happens):
    before = cache.get(EDITION_KEY)

    happens(kept)

    assert cache.get(EDITION_KEY) != before


def test_what_was_published_is_read_at_once(kept):
    _published(kept)

    assert "Bác biết điều mới." in read(kept).content.decode()


def test_what_was_taken_offline_is_gone_at_once(kept):
    address = kept.url

    _unpublished(kept)

    assert Client().get(address).status_code == 404


def test_a_neighbour_shows_the_new_title_at_once(kept, course):
    read(course)
    kept.title = "Tên mới"

    _published(kept)

    assert "Tên mới" in read(course).content.decode()


def test_a_draft_outdates_nothing(kept):
    before = cache.get(EDITION_KEY)
    kept.outcome = "Chưa xong."

    kept.save_revision()

    assert cache.get(EDITION_KEY) == before


def test_a_page_made_while_something_is_published_is_not_kept(lesson, monkeypatch):
    """The slow reader began before the change and ends after it."""
    original = type(lesson).get_context

    def slow(page, request, *args, **kwargs):
        context = original(page, request, *args, **kwargs)
        monkeypatch.undo()
        _published(lesson)
        return context

    monkeypatch.setattr(type(lesson), "get_context", slow)
    assert "Bác biết điều mới." not in read(lesson).content.decode()

    assert "Bác biết điều mới." in read(lesson).content.decode()


def test_a_private_page_is_never_kept(lesson):
    _made_private(lesson)

    answers = [read(lesson), read(lesson)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("public" not in answer.get("Cache-Control", "") for answer in answers)


def test_a_private_page_is_not_kept_from_whoever_may_see_it(lesson, trainer):
    _made_private(lesson)
    client = Client()
    client.force_login(trainer)

    answer = client.get(lesson.url)

    assert answer.status_code == 200
    assert "public" not in answer.get("Cache-Control", "")
    assert read(lesson).status_code == 302


def test_a_preview_shows_the_draft_and_is_not_kept(kept):
    kept.outcome = "Chưa xong."

    preview = kept.make_preview_request()

    assert "Chưa xong." in preview.content.decode()
    assert "Chưa xong." not in read(kept).content.decode()


def test_an_address_with_a_query_is_made_anew(kept):
    answer = Client().get(kept.url, {"from": "sms"})

    assert answer.status_code == 200
    assert cache.get(EDITION_KEY)


@pytest.mark.parametrize("method", ["post", "put", "head", "options"])
def test_other_methods_are_not_answered_from_the_cache(kept, method, monkeypatch):
    monkeypatch.setattr("courses.page_cache._key", None)

    getattr(Client(), method)(kept.url)


def test_a_missing_page_is_not_kept(lesson):
    assert Client().get("/khong-co/").status_code == 404
    assert Client().get("/khong-co/").status_code == 404


def test_other_pages_keep_their_own_headers(lesson):
    answer = Client().get("/find/", headers={"accept-encoding": "gzip"})

    assert answer.status_code == 200
    assert "public" not in answer.get("Cache-Control", "")


def test_a_kept_page_is_never_older_than_ten_minutes():
    assert KEPT_SECONDS <= 600
