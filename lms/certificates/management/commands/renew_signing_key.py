"""manage.py renew_signing_key: a new key in the place of the old one."""

import getpass
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.certificates.signing.errors import KeyProblem
from lms.certificates.signing.renewing import renew


class Command(BaseCommand):
    help = (
        "Puts a new key where SIGNING_KEY says, closed with SIGNING_KEY_PASSWORD; the "
        "old file is kept beside it. What the old key signed stays genuine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="The new key, PKCS#12. Without one a test authority makes it.",
        )
        parser.add_argument(
            "--password-file",
            type=Path,
            help="Its first line opens the new key; else NEW_KEY_PASSWORD, or asked.",
        )

    def handle(
        self, *args: Any, file: Path | None, password_file: Path | None, **options: Any
    ) -> None:
        try:
            content = file.read_bytes() if file else None
            password = _password(password_file) if file else ""
            new = renew(content, password, at=timezone.now())
        except KeyProblem as problem:
            raise CommandError(_unchanged(problem)) from problem
        except OSError as problem:
            raise CommandError(_unchanged(problem)) from problem
        told = {
            "whose": new.subject,
            "until": f"{new.certificate.not_valid_after_utc:%d/%m/%Y}",
            "digest": new.fingerprint,
        }
        sentence = _("From now on signs, until %(until)s: %(whose)s (%(digest)s)")
        self.stdout.write(sentence % told)


def _unchanged(problem: Exception) -> str:
    return _("Nothing was changed. %(reason)s") % {"reason": problem}


def _password(file: Path | None) -> str:
    if file:
        return file.read_text().split("\n")[0]
    kept = os.environ.get("NEW_KEY_PASSWORD")
    return getpass.getpass("Password of the new key: ") if kept is None else kept
