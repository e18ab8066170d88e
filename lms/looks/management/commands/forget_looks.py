"""`manage.py forget_looks`: end the time for which looks at records are kept."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.looks.services import KEPT_DAYS, forget_old


class Command(BaseCommand):
    help = (
        "Deletes what the log of looks and of lists taken out says of days long past. "
        "For once a month; docs/operate.md says why."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=KEPT_DAYS,
            help=f"How many days are kept: {KEPT_DAYS} if you say nothing.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many; delete none."
        )

    def handle(self, *, days: int, dry_run: bool, **options: object) -> None:
        if days < 1:
            raise CommandError(_("At least one day is kept."))
        went = forget_old(days, at=timezone.now(), only_check=dry_run)
        sentence = _("Forgotten lines older than %(days)d days: %(count)d.")
        if dry_run:
            sentence = _("Lines older than %(days)d days, to be forgotten: %(count)d.")
        self.stdout.write(sentence % {"days": days, "count": went})
