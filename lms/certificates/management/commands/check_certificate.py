"""manage.py check_certificate: what a file is, or whether anything can be signed."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.certificates.models import Certificate, SignedSheet
from lms.certificates.services.examining import Finding, Verdict, examine
from lms.certificates.signing import keys
from lms.certificates.signing.errors import KeyProblem

# What is said, in this order; the rest is for programs.
LABELS = {
    "file": _("File"),
    "means": _("Verdict"),
    "number": _("Certificate number"),
    "signed_by": _("Signed by"),
    "signed_at": _("Signed on"),
    "stamped_at": _("Time stamp"),
    "valid_until": _("The key is valid until"),
    "sheets_waiting": _("Sheets that wait"),
    "stamps_waiting": _("Time stamps that wait"),
}


class Command(BaseCommand):
    help = (
        "Says of PDF files whether they are certificates of ours, and unchanged; it "
        "ends with 1 where one is not. Without a file: can sheets be signed?"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="For programs.")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        told = [_about_file(file) for file in files] or [_about_key()]
        for each in told:
            if options["json"]:
                self.stdout.write(json.dumps(each, ensure_ascii=False))
            else:
                self._say(each)
        if not all(each["good"] for each in told):
            self.stdout.flush()
            sys.exit(1)

    def _say(self, told: dict[str, Any]) -> None:
        """Write what people want to know; programs get all of it."""
        for name, label in LABELS.items():
            if told.get(name):
                self.stdout.write(f"{label}: {told[name]}")


def _about_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            verdict = examine(file)
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}") from problem
    return {"file": str(path), "good": verdict.genuine, **_said(verdict)}


def _said(verdict: Verdict) -> dict[str, Any]:
    sheet, paper = verdict.sheet, verdict.certificate
    told: dict[str, Any] = {
        "verdict": verdict.finding.value,
        "means": str(Finding(verdict.finding).label),
        "number": paper.number if paper else "",
        "signatures": [
            f"{each.subject}; {'holds' if each.holds else 'broken'}, "
            f"{'whole file' if each.whole else 'not of the whole file'}"
            for each in verdict.signatures
        ],
    }
    if sheet:
        told |= {
            "signed_by": sheet.key.subject,
            "key": sheet.key.fingerprint,
            "for_tests": sheet.key.for_tests,
            "signed_at": sheet.signed_at.isoformat(),
            "stamped_at": sheet.stamped_at.isoformat() if sheet.stamped_at else "",
        }
    return told


def _about_key() -> dict[str, Any]:
    waiting = {
        "sheets_waiting": Certificate.objects.without_sheet().count(),
        "stamps_waiting": SignedSheet.objects.filter(to_be_stamped=True).count(),
    }
    try:
        key = keys.current(at=timezone.now())
    except KeyProblem as problem:
        kind = type(problem).__name__
        return {"good": False, "problem": kind, "means": str(problem), **waiting}
    return {
        "good": True,
        "means": str(_("Sheets can be signed.")),
        "signed_by": key.subject,
        "key": key.fingerprint,
        "for_tests": key.is_for_tests,
        "valid_until": key.certificate.not_valid_after_utc.isoformat(),
        **waiting,
    }
