"""manage.py prepare: everything between installing the packages and serving."""

import logging
from argparse import ArgumentParser
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from lms.demo.steps import done, key_of, wanted


class Command(BaseCommand):
    help = "Brings the database, lessons and files up to date; quick where they are."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", dest="demo", action="store_false")

    def handle(self, *, demo: bool, **options: object) -> None:
        logging.getLogger().setLevel(logging.WARNING)  # not a line for every page
        taken = done()
        for step in wanted(demo=demo):
            key = key_of(step, settings.ROOT)
            if taken.get(step.command) == key:
                continue
            self.stdout.write(f"{step.says} …")
            call_command(step.command, *step.options, verbosity=0, stdout=StringIO())
            taken.note(step.command, key)
