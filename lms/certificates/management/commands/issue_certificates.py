"""manage.py issue_certificates: what is due and missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.certificates.models import Certificate
from lms.certificates.services import ask_for_what_waits, why_sheets_wait
from lms.certificates.services.due import issue_what_is_due, without_certificate


class Command(BaseCommand):
    help = (
        "Certifies completions that have no certificate, and asks the worker for "
        "sheets that were never drawn. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only count.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            due = sum(completions.count() for completions in without_certificate())
            sheets = Certificate.objects.without_sheet().count()
            sentence = _("Certificates due: %(due)d. Sheets to be drawn: %(sheets)d.")
            self.stdout.write(sentence % {"due": due, "sheets": sheets})
        else:
            issued = issue_what_is_due(clock=timezone.now)
            asked = ask_for_what_waits(at=timezone.now())
            sentence = _("Issued: %(issued)d. Asked of the worker: %(asked)d.")
            self.stdout.write(sentence % {"issued": issued, "asked": asked})
        if reason := why_sheets_wait(at=timezone.now()):
            self.stdout.write(_("Sheets wait. %(reason)s") % {"reason": reason})
