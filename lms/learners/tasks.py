"""What the clock does to lists of residents. Harmless when run twice."""

from celery import shared_task
from django.utils import timezone

from lms.learners.rosters.starting import forget_old


@shared_task(name="learners.forget_old_lists")
def forget_old_lists() -> None:
    forget_old(at=timezone.now())
