"""`manage.py load_outlines FILE.geojson`: the lines around communes, for the map."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.communes import services
from lms.communes.errors import CommunesError


class Command(BaseCommand):
    help = (
        "Loads outlines of units from a GeoJSON file: Polygons or MultiPolygons in "
        "degrees, each with the unit's official code in the property “code”. Until "
        "then a map shows a tile for each commune. May be run again. Nothing is "
        "loaded where something is wrong with the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = services.load_outlines(options["file"], at=timezone.now())
        except CommunesError as problem:
            raise CommandError(problem.for_resident) from problem
        for line in report.sentences():
            self.stdout.write(line)
