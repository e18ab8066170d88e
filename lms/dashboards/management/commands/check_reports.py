"""Proves that accepted reports and their corrections are as they were written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.dashboards.models import PeriodReport
from lms.dashboards.periods.correcting import broken_links


class Command(BaseCommand):
    help = "Check the seal of every accepted report and the chain of its corrections."

    def handle(self, *args: Any, **options: Any) -> None:
        accepted = PeriodReport.objects.filter(accepted_at__isnull=False)
        problems, number = [], 0
        for report in accepted.select_related("commune", "period").iterator():
            number += 1
            problems += broken_links(report)
        if problems:
            raise CommandError("\n".join([_("Not as written:"), *problems]))
        sentence = _("Reports checked: %(count)d. All are as they were written.")
        self.stdout.write(sentence % {"count": number})
