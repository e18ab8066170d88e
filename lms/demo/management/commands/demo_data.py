"""Makes a small, living province to try everything on, or takes it away again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.demo import services
from lms.demo.errors import DemoError


class Command(BaseCommand):
    help = (
        "Makes invented hamlets, residents, staff, some months of learning and their "
        "reports, through the services people use. Its passwords are public."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove", action="store_true", help="Take away what it made."
        )
        parser.add_argument(
            "--i-know-the-passwords-are-public",
            dest="knows",
            action="store_true",
            help="Make it even where the settings are those of real work.",
        )

    def handle(self, *args: Any, remove: bool, knows: bool, **options: Any) -> None:
        if remove:
            self._remove()
        elif services.is_made():
            self.stdout.write("The demo is here already; nothing was done.")
        elif not (knows or getattr(settings, "DEMO_ALLOWED", False)):
            raise CommandError(
                "These settings are for real work, and the demo's passwords are "
                "public. If you want it here all the same, add "
                "--i-know-the-passwords-are-public"
            )
        else:
            self._make()

    def _make(self) -> None:
        try:
            services.make(at=timezone.now())
        except DemoError as problem:
            raise CommandError(str(problem)) from problem
        drawn = services.draw_certificates(clock=timezone.now)
        self.stdout.write(f"The demo is made; {drawn} certificates were drawn.")
        for each in services.sign_ins():
            self.stdout.write(f"  {each.role}: {each.name} / {each.secret}")

    def _remove(self) -> None:
        if not services.is_made():
            self.stdout.write("There is no demo here; nothing was done.")
            return
        done = services.remove(at=timezone.now())
        self.stdout.write(
            f"Removed {done.residents} residents, {done.staff} of the staff and "
            f"{done.hamlets} hamlets."
        )
        for each in done.stays:
            self.stdout.write(f"  stays, since others rest on it: {each}")
