"""`manage.py import_population FILE`: how many adults and households are where."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes import services
from lms.communes.errors import CommunesError


class Command(BaseCommand):
    help = (
        "Enters how many adults live in hamlets or communes, from a CSV file with the "
        "columns commune_code (or commune, district), hamlet, adults, households (one "
        "of the two, or both), counted_on and source. May be run again. Enters the "
        "good lines and names the others."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", required=True, help="the user name of whoever answers for the list"
        )
        parser.add_argument("--source", default="", help="for lines that name none")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be done"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")
        parser.add_argument(
            "--all-or-nothing",
            action="store_true",
            help="enter nothing where a line is refused",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = get_user_model().objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(_("There is no such user."))
        try:
            report = services.load_population(
                options["file"],
                by=by,
                at=timezone.now(),
                source=options["source"],
                only_check=options["dry_run"],
                skip_refused=not options["all_or_nothing"],
            )
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem
        told = vars(report) | {"refused": [str(each) for each in report.refused]}
        as_json = json.dumps(told, ensure_ascii=False)
        for line in [as_json] if options["json"] else report.sentences():
            self.stdout.write(line)
