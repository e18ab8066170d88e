"""`manage.py load_curriculum`: the starter lessons, from text files into Wagtail."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.curriculum.loading import (
    check_folder,
    deleted_pages,
    load_curriculum,
)
from courses.curriculum.text import Fault
from courses.curriculum.writing import Report

STARTER_LESSONS = Path(__file__).resolve().parents[2] / "curriculum"


class Command(BaseCommand):
    help = (
        "Loads the starter lessons from their text files. Can be run again: it takes "
        "over what changed in the files and keeps what trainers changed on the site. "
        "What they deleted stays away."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Only read and check; write nothing."
        )
        parser.add_argument(
            "--force-code",
            action="append",
            default=[],
            metavar="C1",
            help="Load this course or lesson over what a trainer changed.",
        )
        parser.add_argument(
            "--restore",
            action="append",
            default=[],
            metavar="C1",
            help="Bring back this course or lesson, which was deleted on the site.",
        )
        parser.add_argument("--folder", type=Path, default=STARTER_LESSONS)

    def handle(self, *args: object, **options: object) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(_("There is no folder %(name)s.") % {"name": folder})
        if options["check"]:
            for sentence in deleted_pages():
                self.stdout.write(sentence)
            self._tell_faults(check_folder(folder))
            self.stdout.write(_("The files are in order."))
            return
        report = load_curriculum(
            folder,
            at=timezone.now(),
            force_codes=options["force_code"],
            restore_codes=options["restore"],
        )
        self._tell(report)
        self._tell_faults(report.faults)

    def _tell(self, report: Report) -> None:
        for sentence in report.kept:
            self.stdout.write(sentence)
        if report.made:
            self.stdout.write(_("Made: %(names)s") % {"names": ", ".join(report.made)})
        if report.changed:
            names = ", ".join(report.changed)
            self.stdout.write(_("Brought up to date: %(names)s") % {"names": names})
        if report.nothing_done:
            self.stdout.write(_("Nothing to do: everything is as in the files."))

    def _tell_faults(self, faults: list[Fault]) -> None:
        """End with 1 where there are faults, each on a line of its own."""
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            sentence = ngettext(
                "%(count)d fault in the files.",
                "%(count)d faults in the files.",
                len(faults),
            )
            raise CommandError(sentence % {"count": len(faults)})
