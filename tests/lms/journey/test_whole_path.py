"""From getting a card to a certificate that others can check, by HTTP alone."""

import pytest
from django.test import Client
from django.utils import timezone

from lms.jobs.models import Job
from lms.jobs.services import run
from tests.addresses import address
from tests.factories import wrong_answers
from tests.lms.journey.steps import get_card, hand_in, typed_right


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_registering_to_a_certificate_in_ones_hands(
    client, world, press_start, language
):
    lessons = [world.lessons.in_english(n) for n in ("first", "second")]
    if language == "vi":
        lessons = [world.lessons.first, world.lessons.second]
    learner = get_card(client, world.places.hamlet, language)

    failed = press_start(client, lessons[0], language)
    typed = {f"q-{key}": "b" for key in wrong_answers()} | {"helped_by": "alone"}
    hand_in(client, failed, typed, language)
    for lesson in lessons:
        attempt = press_start(client, lesson, language)
        result = hand_in(client, attempt, typed_right(attempt), language)

    certificate = learner.certificates.get()
    mine = address("certificates:mine", certificate.pk, language=language)
    assert result.status_code == 200
    assert mine in result.text
    assert certificate.title == {"vi": "An toàn", "en": "Safety"}[language]
    before = client.get(mine)
    run(Job.objects.get().pk, clock=timezone.now)
    after = client.get(mine)
    sheet = client.get(address("certificates:pdf", certificate.pk, language=language))
    number = certificate.number
    checked = Client().get(address("certificates:check_number", number))
    assert certificate.number in before.text
    assert f"{number}.pdf" in sheet["Content-Disposition"]
    assert b"".join(sheet.streaming_content).startswith(b"%PDF-")
    assert "pdf/" in after.text
    assert "pdf/" not in before.text
    assert "Hà Thị Thử" in checked.text
