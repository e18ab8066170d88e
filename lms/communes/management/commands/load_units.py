"""`manage.py load_units`: the official lists of units into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.communes import services
from lms.communes.errors import CommunesError


class Command(BaseCommand):
    help = (
        "Loads the official lists of units, old and new, and the links between them. "
        "May be run again at any time; all or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=services.OFFICIAL_LISTS,
            help="where the lists lie; those of the project unless said",
        )
        parser.add_argument(
            "--check", action="store_true", help="only say what would be done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = services.load_units(
                options["folder"], at=timezone.now(), only_check=options["check"]
            )
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem
        for sentence in report.sentences():
            self.stdout.write(sentence)
