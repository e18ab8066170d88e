"""Makes a small, living province to try everything on, or takes it away again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.demo import services
from lms.demo.errors import DemoError

KNOWS = "--i-know-the-passwords-are-public"


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
            KNOWS,
            dest="knows",
            action="store_true",
            help="Make it even where the settings are those of real work.",
        )

    def handle(self, *args: Any, remove: bool, knows: bool, **options: Any) -> None:
        if remove:
            self._remove()
        elif services.is_made():
            self.stdout.write(_("The demo is here already; nothing was done."))
        elif not (knows or getattr(settings, "DEMO_ALLOWED", False)):
            sentence = _(
                "These settings are for real work, and the demo's passwords are "
                "public. If you want it here all the same, add %(option)s"
            )
            raise CommandError(sentence % {"option": KNOWS})
        else:
            self._make()

    def _make(self) -> None:
        try:
            services.make(at=timezone.now())
        except DemoError as problem:
            raise CommandError(str(problem)) from problem
        drawn = services.draw_certificates(clock=timezone.now)
        sentence = _("The demo is made. Certificates drawn: %(count)d.")
        self.stdout.write(sentence % {"count": drawn})
        for each in services.sign_ins():
            self.stdout.write(f"  {each.role}: {each.name} / {each.secret}")

    def _remove(self) -> None:
        if not services.is_made():
            self.stdout.write(_("There is no demo here; nothing was done."))
            return
        done = services.remove(at=timezone.now())
        sentence = _(
            "Taken away: %(residents)d residents, %(staff)d of the staff, "
            "%(hamlets)d hamlets."
        )
        self.stdout.write(sentence % vars(done))
        for each in done.stays:
            sentence = _("Stays, for others rest on it: %(what)s")
            self.stdout.write("  " + sentence % {"what": each})
