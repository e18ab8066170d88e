"""What the clock brings to the records of residents. Harmless when run twice."""

from celery import shared_task
from django.utils import timezone

from lms.fieldwork import services


@shared_task(name="fieldwork.forget_withdrawn")
def forget_withdrawn() -> None:
    services.forget_withdrawn(at=timezone.now())
