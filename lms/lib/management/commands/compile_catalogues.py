"""manage.py compile_catalogues: makes the translations ready for use."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from lms.lib.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compiles the translations in locale/; needs no gettext."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        for folder in settings.LOCALE_PATHS:
            for catalogue in compile_catalogues(Path(folder)):
                self.stdout.write(f"Compiled {catalogue}")
                # What comes after it in the same process is to find them.
                translation_file_changed(self, catalogue.with_suffix(".mo"))
