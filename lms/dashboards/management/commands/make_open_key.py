"""`manage.py make_open_key`: a key to read open figures more often, shown once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.dashboards.services import make_key
from lms.lib.text import TextError


class Command(BaseCommand):
    help = (
        "Makes a key for a data platform and prints it once. It is sent as "
        "'Authorization: Bearer KEY', opens nothing more than is open to all, and "
        "may ask more often."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="whose key it is, such as: data of province")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(make_key(options["name"], at=timezone.now()))
        except TextError as problem:
            raise CommandError(str(problem)) from problem
