"""What the clock brings, beside the requests. Harmless when run twice."""

from celery import shared_task
from django.utils import timezone

from lms.progress.scheduling import publish_scheduled as publish


@shared_task(name="progress.publish_scheduled")
def publish_scheduled() -> None:
    publish(at=timezone.now())
