"""`manage.py import_hamlets FILE`: the owner's list of hamlets into the register."""

import json
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
        "Loads hamlets from a CSV file with the columns commune_code (or commune and "
        "perhaps district), kind_word (xóm, thôn, bản, khu, tiểu khu, tổ dân phố), "
        "name, and valid_on, the day of a list with codes of the past. Hamlets of a "
        "former commune go over into the new one. May be run again. Loads the good "
        "lines and names the others."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be done"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")
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
            report = self._load(options)
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem
        told = vars(report) | {"refused": [str(each) for each in report.refused]}
        as_json = json.dumps(told, ensure_ascii=False)
        for line in [as_json] if options["json"] else report.sentences():
            self.stdout.write(line)

    def _load(self, options: dict[str, Any]) -> HamletReport:
        """Return what was loaded; the refused lines are written where asked for."""
        try:
            report = services.load_hamlets(
                options["file"],
                at=timezone.now(),
                only_check=options["dry_run"],
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
