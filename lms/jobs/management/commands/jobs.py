"""manage.py jobs: what waits, runs and has failed, for the operator."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.jobs import services
from lms.jobs.models import Job


class Command(BaseCommand):
    help = "Shows the long jobs by kind and state, and why some have failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--retry", action="store_true", help="Try everything that failed again."
        )

    def handle(self, *, retry: bool, **options: object) -> None:
        if retry:
            count = services.try_failed_again(at=timezone.now())
            sentence = _("Jobs that wait to be tried again: %(count)d.")
            self.stdout.write(sentence % {"count": count})
            return
        groups = Job.objects.values_list("kind", "state").annotate(Count("pk"))
        for kind, state, count in groups.order_by("kind", "state"):
            self.stdout.write(f"{kind:<30} {state:<8} {count:>7}")
        for job in Job.objects.filter(state=Job.State.FAILED)[:20]:
            lines = (job.message or job.error).strip().splitlines()
            self.stdout.write(f"{job}: {lines[-1] if lines else _('no reason given')}")
