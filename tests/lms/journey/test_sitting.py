"""A helper's phone works for the resident beside it."""

import pytest
from django.utils import timezone

from lms.accounts.roles import Role
from lms.communes.models import Position
from lms.communes.services import appoint, end_position
from quizzes.models import Attempt
from tests.addresses import address
from tests.factories import as_posted, right_answers

ME = address("journey:me", language="en")
WORK = address("dashboards:my_work", language="en")  # where staff are led from there


@pytest.fixture
def sit(signed_in):
    """Let somebody's phone work for a resident; return the phone."""

    def sit(somebody, learner, witness="helped"):
        client = signed_in(somebody)
        client.post(address("fieldwork:sit", learner.pk), {"witness": witness})
        return client

    return sit


@pytest.fixture
def beside(sit, staff, resident):
    """The helper's phone, in the resident's hands."""
    return sit(staff["helper"], resident)


def test_the_phone_shows_the_residents_page_and_says_so(beside, resident):
    page = beside.get(ME)

    assert "Hello, Mẫu" in page.text
    assert "This phone now works for <strong>Bùi Thị Mẫu</strong>." in page.text
    assert "You are helping" in page.text
    assert "Finish with this person" in page.text


FINISH = f'action="{address("fieldwork:stand_up", language="en")}"'
WORKS_FOR = "This phone now works for <strong>Bùi Thị Mẫu</strong>."

NOT_ONLY_HERS = [
    "fieldwork:desk",
    "fieldwork:register",
    "dashboards:my_work",
    "courses:find",
    "communes:find",
    "certificates:check",
    "accounts:help",
    "learners:privacy",
    "accounts:password",
]


@pytest.mark.parametrize("name", NOT_ONLY_HERS)
def test_every_page_says_for_whom_the_phone_works_and_how_to_end_it(beside, name):
    page = beside.get(address(name, language="en"))

    assert page.text.count(WORKS_FOR) == 1
    assert page.text.count(FINISH) == 1


def test_pages_about_one_resident_say_it_too(beside, resident, lessons, press_start):
    attempt = press_start(beside, lessons.first)
    pages = [
        address("journey:me", language="en"),
        address("journey:attempt", attempt.pk, language="en"),
        address("fieldwork:renew_pin", resident.pk, language="en"),
        "/en/no-such-page/",
    ]

    said = [beside.get(there).text for there in pages]

    assert [text.count(WORKS_FOR) for text in said] == [1, 1, 1, 1]
    assert [text.count(FINISH) for text in said] == [1, 1, 1, 1]


def fragments(lessons):
    """Return the addresses of what pages kept for everyone fetch for this phone."""
    lesson, course = lessons.first.translation_key, lessons.course.translation_key
    return [
        address("journey:sitting_fragment", language="en"),
        address("journey:lesson_fragment", lesson, language="en"),
        address("journey:course_fragment", course, language="en"),
    ]


def test_kept_pages_fetch_for_whom_the_phone_works(beside, lessons):
    said = [beside.get(there).text for there in fragments(lessons)]

    assert [text.count(WORKS_FOR) for text in said] == [1, 1, 1]
    assert [text.count(FINISH) for text in said] == [1, 1, 1]


def test_kept_pages_name_nobody_and_the_home_page_asks(beside, client, lessons):
    pages = [
        (lessons.home, "journey:sitting_fragment"),
        (lessons.course, "journey:course_fragment"),
        (lessons.first, "journey:lesson_fragment"),
    ]
    for page, fragment in pages:
        args = [] if page is lessons.home else [page.translation_key]
        sitting, signed_out = beside.get(page.url), client.get(page.url)

        assert sitting.content == signed_out.content
        assert f'data-fragment="{address(fragment, *args)}"' in sitting.text
        assert "public" in sitting["Cache-Control"]


def end_now(helper):
    held, now = Position.objects.get(user=helper), timezone.now()
    end_position(held, last_on=timezone.localdate(now), at=now, at_once=True)


def test_other_phones_are_told_nothing(phone, client, lessons, signed_in, staff):
    for somebody in (phone, client, signed_in(staff["helper"])):
        for there in [*fragments(lessons), address("courses:find", language="en")]:
            assert "This phone now works for" not in somebody.get(there).text


def test_a_sitting_that_ended_with_the_position_is_told_nowhere(beside, staff):
    end_now(staff["helper"])

    assert WORKS_FOR not in beside.get(WORK).text


@pytest.mark.parametrize(
    ("sent", "witness", "told"),
    [
        ("helped", "helped", "You are helping"),
        ("checked", "checked", "You are checking"),
        ("anything", "helped", "You are helping"),
        ("", "helped", "You are helping"),
    ],
)
def test_an_attempt_says_who_sat_there_and_how(
    sit, staff, resident, lessons, press_start, press_hand_in, sent, witness, told
):
    client = sit(staff["helper"], resident, sent)

    attempt = press_start(client, lessons.first)
    paper = client.get(address("journey:attempt", attempt.pk, language="en"))
    press_hand_in(client, attempt)

    attempt.refresh_from_db()
    assert told in paper.text
    assert attempt.learner == resident
    assert (attempt.witness, attempt.witness_by) == (witness, staff["helper"])
    assert attempt.helped_by == ""
    assert attempt.completion.how == attempt.how


def test_a_helper_is_not_asked_whether_somebody_helped(beside, lessons, press_start):
    attempt = press_start(beside, lessons.first)
    there = address("journey:attempt", attempt.pk)

    paper = beside.get(there)
    answers = {f"q-{key}": "a" for key in right_answers()}
    answer = beside.post(there, answers)

    assert "helped_by" not in paper.text
    assert answer.url == address("journey:result", attempt.pk)


def test_a_helper_cannot_say_that_it_was_done_alone(
    beside, lessons, press_start, press_hand_in
):
    attempt = press_start(beside, lessons.first)

    press_hand_in(beside, attempt, helped_by="alone")

    attempt.refresh_from_db()
    assert attempt.witness == "helped"


def test_what_was_begun_with_a_helper_may_be_finished_alone(
    beside, phone, lessons, press_start, press_hand_in
):
    attempt = press_start(beside, lessons.first)

    press_hand_in(phone, attempt)

    attempt.refresh_from_db()
    assert (attempt.witness, attempt.witness_by) == ("alone", None)


def test_a_lesson_without_questions_says_who_sat_there(
    beside, resident, lessons, staff
):
    beside.post(address("journey:mark_as_done", lessons.easy.translation_key))

    done = resident.lesson_completions.get()
    assert (done.witness, done.witness_by) == ("helped", staff["helper"])


def test_another_resident_on_the_same_phone_is_another_sitting(
    beside, same_hamlet, lessons, press_start
):
    first = press_start(beside, lessons.first)
    beside.post(address("fieldwork:sit", same_hamlet.pk), {"witness": "helped"})

    second = press_start(beside, lessons.first)

    assert second.learner == same_hamlet
    assert beside.get(address("journey:attempt", first.pk)).status_code == 404


def test_standing_up_gives_the_phone_back(beside):
    answer = beside.post(address("fieldwork:stand_up", language="en"), follow=True)

    assert "This phone is yours again." in answer.text
    assert beside.get(ME).url == WORK


def test_signing_out_ends_the_sitting(beside, staff):
    beside.post(address("accounts:sign_out"))
    beside.force_login(staff["helper"])

    assert beside.get(ME).url == WORK


def test_the_sitting_ends_with_the_position(beside, staff, lessons, press_start):
    attempt = press_start(beside, lessons.first)
    end_now(staff["helper"])

    there = address("journey:attempt", attempt.pk, language="en")
    answers = [
        beside.get(ME),
        beside.get(there),
        beside.post(there, as_posted(right_answers())),
    ]

    assert [each.status_code for each in answers] == [302, 403, 403]
    assert answers[0].url == WORK
    assert "This page belongs to a resident" in answers[1].text
    assert not Attempt.objects.handed_in().exists()


def test_the_sitting_ends_when_the_resident_moves_away(beside, resident, places):
    resident.residences.update(hamlet=places.far_hamlet)

    assert beside.get(ME).url == WORK


def test_a_resident_who_lives_nowhere_is_nobodys_to_sit_beside(beside, resident):
    resident.residences.all().delete()

    assert beside.get(ME).url == WORK


@pytest.mark.parametrize("role", ["helper", "officer"])
def test_who_looks_after_a_resident_may_sit_beside(sit, staff, resident, role):
    assert sit(staff[role], resident).get(ME).status_code == 200


@pytest.mark.parametrize(
    "role", ["wrong_helper", "wrong_officer", "trainer", "provincial", "operator"]
)
def test_nobody_else_may(sit, staff, resident, role):
    client = sit(staff[role], resident)

    assert client.get(ME).url == WORK
    assert "sitting" not in client.session


def test_no_resident_sits_beside_another(sit, same_hamlet, resident):
    client = sit(same_hamlet, resident)

    assert client.get(ME).context["sitting"].learner == same_hamlet


def test_a_helper_of_the_next_hamlet_gets_no_further(
    sit, staff, places, resident, noon
):
    appoint(staff["trainer"], places.next_hamlet, Role.HELPER, at=noon)

    assert sit(staff["trainer"], resident).get(ME).url == WORK


def test_a_resident_who_helps_learns_for_themselves_until_sitting_beside(
    sit, same_hamlet, resident, places, noon
):
    appoint(same_hamlet.user, places.hamlet, Role.HELPER, at=noon)
    client = sit(same_hamlet, resident)
    before = client.get(ME).context["sitting"].learner

    client.post(address("fieldwork:stand_up"))
    after = client.get(ME).context["sitting"].learner

    assert (before, after) == (resident, same_hamlet)
