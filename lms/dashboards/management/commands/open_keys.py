"""`manage.py open_keys`: lists the keys to open figures, and takes one back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.dashboards.models import OpenKey
from lms.dashboards.services import revoke_key


class Command(BaseCommand):
    help = "Lists the keys to open figures by number; --revoke takes one back for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--revoke", type=int, metavar="NUMBER")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["revoke"]
        if number is not None and not revoke_key(number, at=timezone.now()):
            sentence = _("There is no key %(number)d in use.")
            raise CommandError(sentence % {"number": number})
        for key in OpenKey.objects.order_by("pk"):
            self.stdout.write(f"{key.pk}  {key.name}  {_state(key)}  {_use(key)}")


def _state(key: OpenKey) -> str:
    if key.revoked_at is None:
        return _("in use")
    return _("taken back on %(day)s") % {"day": f"{key.revoked_at:%Y-%m-%d}"}


def _use(key: OpenKey) -> str:
    if key.used_on is None:
        return _("never used")
    return _("last used on %(day)s") % {"day": key.used_on}
