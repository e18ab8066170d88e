"""Fills a PostgreSQL database with invented people, to measure with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.dashboards.services import rebuild
from lms.demo.errors import DemoError
from lms.demo.population.making import Population, make_population


class Command(BaseCommand):
    help = (
        "Makes invented residents by the million, with courses and certificates. "
        "For measuring, never beside real people: nothing takes them away again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learners", type=int, default=10_000)
        parser.add_argument("--hamlets", type=int, default=1_500)
        parser.add_argument("--seed", type=int, default=1)

    def handle(
        self, *args: Any, learners: int, hamlets: int, seed: int, **options: Any
    ) -> None:
        if min(learners, hamlets) < 1:
            raise CommandError(_("At least one learner and one hamlet, please."))
        wanted, at = Population(learners, hamlets, seed), timezone.now()
        try:
            make_population(wanted, at=at, say=self._say)
        except DemoError as problem:
            raise CommandError(str(problem)) from problem
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # without statistics its plans are guesses
        self._say(_("roll-ups"))
        told = {"residents": learners, "hamlets": rebuild(at=at)}
        self._say(_("Residents: %(residents)d. Hamlets counted: %(hamlets)d.") % told)

    def _say(self, what: str) -> None:
        self.stdout.write(what)
        self.stdout.flush()
