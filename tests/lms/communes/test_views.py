import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.lms.communes.test_search import HOSTILE


@pytest.fixture
def find(client, register):
    def find(typed=None, **headers):
        query = {} if typed is None else {"q": typed}
        with override("en"):
            address = reverse("communes:find")
        return client.get(address, query, **headers)

    return find


def test_the_page_asks_for_a_name(find):
    page = find()

    assert page.status_code == 200
    assert page.context["found"] == []
    assert not page.context["asked"]
    assert 'name="q"' in page.text


def test_it_shows_a_place_with_its_surroundings_and_its_future(find):
    page = find("Ngổ Luông")

    assert '<h3 lang="vi">Xã Ngổ Luông</h3>' in page.text
    assert "huyện Tân Lạc, tỉnh Hòa Bình" in page.text
    assert "<strong>Now xã Vân Sơn</strong>" in page.text
    assert "until 30/06/2025" in page.text
    assert 'value="Ngổ Luông"' in page.text


def test_it_shows_other_spellings(find):
    assert "also written Mỵ Hòa" in find("Mi Hòa").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please type the name of a place."),
        ("\x00\u200b", "Please type the name of a place."),
        ("a", "Please type at least two letters of the name."),
        ("%_", "Please type at least two letters of the name."),
        ("Đ" * 81, "at most 80 characters"),
        ("Mẫu Thử", "No place of this name is known here."),
    ],
)
def test_a_question_without_an_answer_gets_a_sentence(find, typed, said):
    page = find(typed)

    assert page.status_code == 200
    assert said in page.text
    assert page.context["found"] == []


def test_any_text_gets_a_page(find):
    for typed in HOSTILE:
        page = find(typed.encode("utf-8", "surrogatepass"))

        assert page.status_code == 200, typed
        assert "<script>" not in page.text.split("<main")[1]


def test_the_page_is_only_read(client, register):
    assert client.post(reverse("communes:find"), {"q": "Bo"}).status_code == 405


def test_it_asks_the_database_twice(find, django_assert_num_queries):
    with django_assert_num_queries(2):
        find("Ngổ Luông")


def test_it_needs_no_sign_in_and_opens_no_session(find, client):
    find("Ngổ Luông")

    assert not client.cookies
