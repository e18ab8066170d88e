"""`manage.py merge_units FILE`: hamlets change by a list, and residents follow."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes.errors import CommunesError
from lms.dashboards.merging import merge_units


class Command(BaseCommand):
    help = (
        "Renames, merges, divides and moves hamlets from a CSV file with the columns "
        "commune_code (or commune), old, new, on, and perhaps new_commune_code and "
        "source: a line for each old and new hamlet. Residents follow. All or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be done"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        try:
            report = merge_units(options["file"], at=timezone.now(), only_check=dry)
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem
        sentences = report.sentences()
        if options["json"]:
            told = {"only_checked": dry, "changes": len(report.outcomes)}
            told |= {"moved": sum(each.moved for each in report.outcomes)}
            told |= {"waiting": sum(each.waiting for each in report.outcomes)}
            self.stdout.write(
                json.dumps(told | {"said": sentences}, ensure_ascii=False)
            )
            return
        if dry:
            self.stdout.write(
                _("This is a check; nothing was written. Loading would do this:")
            )
        for sentence in sentences:
            self.stdout.write(sentence)
