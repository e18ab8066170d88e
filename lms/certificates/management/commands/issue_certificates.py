"""manage.py issue_certificates: what is due and missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

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
            self.stdout.write(f"Certificates due: {due}. Sheets to be drawn: {sheets}.")
        else:
            issued = issue_what_is_due(clock=timezone.now)
            asked = ask_for_what_waits(at=timezone.now())
            self.stdout.write(f"Issued: {issued}. Asked of the worker: {asked}.")
        if reason := why_sheets_wait(at=timezone.now()):
            self.stdout.write(f"Sheets wait. {reason}")
