"""`manage.py load_hamlets FILE`: the owner's own list of hamlets into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.communes import services
from lms.communes.errors import CommunesError


class Command(BaseCommand):
    help = (
        "Loads hamlets from a CSV file with the columns commune_code, kind_word "
        "(xóm, thôn, bản, khu, tiểu khu, tổ dân phố) and name. May be run again; "
        "all or nothing, unless --skip-refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="only say what would be done"
        )
        parser.add_argument(
            "--skip-refused",
            action="store_true",
            help="load the good lines and list the others",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = services.load_hamlets(
                options["file"],
                at=timezone.now(),
                only_check=options["check"],
                skip_refused=options["skip_refused"],
            )
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem
        for sentence in report.sentences():
            self.stdout.write(sentence)
