"""What the clock brings, beside the requests. Harmless when run twice."""

from celery import shared_task
from django.utils import timezone

from lms.progress.scheduling import publish_scheduled as publish
from lms.progress.services import ask_for_who_has_become_due


@shared_task(name="progress.publish_scheduled")
def publish_scheduled() -> None:
    publish(at=timezone.now())


@shared_task(name="progress.look_who_has_become_due")
def look_who_has_become_due() -> None:
    ask_for_who_has_become_due(at=timezone.now())
