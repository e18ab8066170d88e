"""`manage.py import_roster FILE --commune CODE`: a list of residents, at once."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.importing import Told, import_at_once, only_check
from lms.learners.models import Outcome, State
from lms.learners.rosters.errors import RosterError
from lms.lib.sheets.errors import REFUSALS, SheetError


class Command(BaseCommand):
    help = (
        "Takes over a list of residents (.xlsx, .xls, .ods, .csv). The columns are "
        "recognised. Lines that may be somebody who is here already are left out: an "
        "officer decides on those on the screens."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commune", required=True, metavar="CODE")
        parser.add_argument(
            "--by", metavar="USER", help="who sends it; else the first superuser"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be done"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        commune, by = _commune(options["commune"]), _sender(options["by"])
        path: Path = options["file"]
        work = only_check if options["dry_run"] else import_at_once
        try:
            with path.open("rb") as file:
                told = work(commune, file, path.name, by=by, at=timezone.now())
        except (SheetError, RosterError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        if told.roster.state == State.FAILED:
            raise CommandError(str(REFUSALS[told.roster.problem].sentence))
        say = self._say_json if options["json"] else self._say
        say(told, dry=options["dry_run"])

    def _say(self, told: Told, *, dry: bool) -> None:
        if dry:
            self.stdout.write(
                _("This is a check; nothing was written. Loading would do this:")
            )
        for outcome in Outcome:
            count = told.roster.counts.get(outcome, 0)
            self.stdout.write(f"{outcome.label}: {count}")
        for each in told.refused:
            self.stdout.write(_("Line %(line)d, %(name)s: %(reason)s") % each)
        if not dry:
            self.stdout.write(str(State(told.roster.state).label))

    def _say_json(self, told: Told, *, dry: bool) -> None:
        roster = told.roster
        answer = {
            "only_checked": dry,
            "state": roster.state,
            "counts": roster.counts,
            "refused": told.refused,
        }
        if not dry:
            answer["id"] = str(roster.pk)
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _commune(code: str) -> Unit:
    there = Unit.objects.on(timezone.localdate()).communes().filter(code=code)
    if commune := there.with_address().first():
        return commune
    raise CommandError(
        _("There is no commune with the code %(code)s.") % {"code": code}
    )


def _sender(user_name: str | None) -> User:
    users = get_user_model().objects.filter(is_active=True)
    if user_name:
        found = users.filter(username=user_name).first()
    else:
        found = users.filter(is_superuser=True).order_by("date_joined").first()
    if found is None:
        raise CommandError(_("Say with --by who sends this list."))
    return found
