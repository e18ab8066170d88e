"""Counts every hamlet afresh, and says which roll-ups had been wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes.models import Unit
from lms.dashboards.services import differing, rebuild


class Command(BaseCommand):
    help = "Throw the roll-ups away and count all hamlets afresh from the facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Count and compare only; end with 1 where a roll-up is wrong.",
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        at = timezone.now()
        wrong = Unit.objects.filter(pk__in=differing(at=at)).with_address().in_order()
        for unit in wrong:
            place = ", ".join(map(str, unit.lineage()[:2]))
            self.stdout.write(_("Differs: %(place)s") % {"place": place})
        if check:
            sentence = _("Roll-ups that differ from their facts: %(count)d.")
            self.stdout.write(sentence % {"count": len(wrong)})
            raise SystemExit(1 if wrong else 0)
        told = {"hamlets": rebuild(at=at), "wrong": len(wrong)}
        sentence = _("Hamlets counted: %(hamlets)d. Roll-ups that differed: %(wrong)d.")
        self.stdout.write(sentence % told)
