"""The real lessons of course C, from their text files to a certificate."""

import shutil

from courses.curriculum.loading import load_curriculum
from courses.management.commands.load_curriculum import STARTER_LESSONS
from courses.models import CoursePage
from lms.certificates.models import Certificate
from tests.addresses import address
from tests.factories import make_places
from tests.lms.journey.steps import get_card, hand_in, typed_right


def test_the_starter_lessons_lead_to_a_certificate(
    client, db, tmp_path, noon, press_start
):
    for name in ("home.vi.md", "home.en.md"):
        shutil.copy(STARTER_LESSONS / name, tmp_path)
    shutil.copytree(STARTER_LESSONS / "C", tmp_path / "C")
    report = load_curriculum(tmp_path, at=noon)
    course = CoursePage.objects.get(code="C", locale__language_code="vi")
    learner = get_card(client, make_places().hamlet, "vi")

    for lesson in course.lessons():
        page = client.get(lesson.url)
        fragment = client.get(
            address("journey:lesson_fragment", lesson.translation_key)
        )
        attempt = press_start(client, lesson)
        paper = client.get(address("journey:attempt", attempt.pk))
        result = hand_in(client, attempt, typed_right(attempt), "vi")

        assert lesson.title in page.text
        assert address("journey:lesson_mine", lesson.translation_key) in fragment.text
        assert all(asked.text[:20] in paper.text for asked in attempt.paper)
        assert result.context["attempt"].passed

    assert report.faults == []
    assert course.lessons().filter(code="C1").exists()
    certificate = Certificate.objects.get(learner=learner)
    assert certificate.title == course.title
    assert certificate.place == "Xã Vân Sơn, tỉnh Phú Thọ"
