"""`manage.py open_keys`: lists the keys to open figures, and takes one back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.dashboards.models import OpenKey
from lms.dashboards.services import revoke_key


class Command(BaseCommand):
    help = "Lists the keys to open figures by number; --revoke takes one back for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--revoke", type=int, metavar="NUMBER")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["revoke"]
        if number is not None and not revoke_key(number, at=timezone.now()):
            raise CommandError(f"There is no key {number} in use.")
        for key in OpenKey.objects.order_by("pk"):
            state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "in use"
            used = f"last used {key.used_on}" if key.used_on else "never used"
            self.stdout.write(f"{key.pk}  {key.name}  {state}  {used}")
