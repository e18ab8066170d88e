"""`manage.py load_hamlets FILE`: the owner's own list of hamlets into the register."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes import services
from lms.communes.errors import CommunesError, LoadRefused, Problem
from lms.communes.reports import HamletReport
from lms.communes.tables import write_refused


class Command(BaseCommand):
    help = (
        "Loads hamlets from a CSV file with the columns commune_code, kind_word "
        "(xóm, thôn, bản, khu, tiểu khu, tổ dân phố) and name. May be run again. "
        "Loads the good lines and names the others."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="only say what would be done"
        )
        parser.add_argument(
            "--refused",
            type=Path,
            metavar="FILE",
            help="write the refused lines here, each with its reason, to be corrected",
        )
        parser.add_argument(
            "--all-or-nothing",
            action="store_true",
            help="load nothing where a line is refused",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["refused"] == options["file"]:
            raise CommandError(_("Give the refused lines a file of their own."))
        try:
            for sentence in self._load(options).sentences():
                self.stdout.write(sentence)
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem

    def _load(self, options: dict[str, Any]) -> HamletReport:
        """Return what was loaded; the refused lines are written where asked for."""
        try:
            report = services.load_hamlets(
                options["file"],
                at=timezone.now(),
                only_check=options["check"],
                skip_refused=not options["all_or_nothing"],
            )
        except LoadRefused as problem:
            self._hand_back(problem.problems, options["refused"])
            raise
        self._hand_back(report.refused, options["refused"])
        return report

    def _hand_back(self, refused: Sequence[Problem], to: Path | None) -> None:
        if to:
            write_refused(to, refused)
