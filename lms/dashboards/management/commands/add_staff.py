"""`manage.py add_staff`: a sign-in and a position for somebody on the staff."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.accounts.roles import Role
from lms.accounts.services import new_password
from lms.communes.errors import CommunesError
from lms.communes.models import Unit, UnitQuerySet
from lms.dashboards.hiring import hire
from lms.lib.text import TextError, clean_line


class Command(BaseCommand):
    help = (
        "Makes a sign-in for a helper, team leader, trainer, officer or operator, "
        "with a position in a unit, and prints the password once. The unit is an "
        "official code; --hamlet names a hamlet of it, and may be repeated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user_name")
        parser.add_argument("full_name")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("unit", help="code of a commune or province of today")
        parser.add_argument("--hamlet", action="append", default=[], help="its name")

    def handle(self, *args: Any, **options: Any) -> None:
        if get_user_model().objects.filter(username=options["user_name"]).exists():
            sentence = _("The user name %(name)s is taken.")
            raise CommandError(sentence % {"name": options["user_name"]})
        password = new_password()
        try:
            name = clean_line(options["full_name"], 80, required=True)
            hire(
                options["user_name"],
                name,
                Role(options["role"]),
                seats(options["unit"], options["hamlet"]),
                at=timezone.now(),
                password=password,
            )
        except (CommunesError, TextError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{options['user_name']}  {password}")


def seats(code: str, hamlet_names: list[str]) -> list[Unit]:
    """Return the unit of today with this code, or the named hamlets in it."""
    today: UnitQuerySet = Unit.objects.on(timezone.localdate())
    unit = today.filter(code=code).first()
    if unit is None:
        sentence = _("No unit of today has the code %(code)s.")
        raise CommandError(sentence % {"code": code})
    hamlets = today.hamlets().filter(parent=unit, name__in=hamlet_names)
    missing = set(hamlet_names) - {hamlet.name for hamlet in hamlets}
    if missing:
        sentence = _("%(unit)s has no hamlet of the name: %(names)s.")
        told = {"unit": unit, "names": ", ".join(sorted(missing))}
        raise CommandError(sentence % told)
    return list(hamlets) or [unit]
