"""manage.py serve: the web server and the worker of the embedded mode, together."""

import os
import socket
import sys
import urllib.request
from argparse import ArgumentParser
from urllib.error import URLError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.demo.services import is_made, sign_ins
from lms.jobs.changes import Changes
from lms.jobs.supervisor import Program, Supervisor, end_with

WEB = [
    *(sys.executable, "-m", "lms.web", "--interface", "wsgi", "--no-ws"),
    *("--blocking-threads", "1", "--log-level", "warning"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
]
WEB_FOR_DEVELOPERS = [sys.executable, "manage.py", "runserver"]
# Web and worker are one user, be it root in a container: no need to warn of that.
HUSH = ("-W", "ignore:You're running the worker with superuser")
WORKER = [
    *(sys.executable, *HUSH, "-m", "celery", "--app", "lms.celery", "--quiet"),
    "worker",
    *("--beat", "--loglevel", "WARNING"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]


class Command(BaseCommand):
    help = "Serves the site and does its long work, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
        parser.add_argument(
            "--reload", action="store_true", help="Start anew when code changes."
        )
        parser.add_argument(
            "--end-with-parent",
            action="store_true",
            help="Stop when whatever started this is gone, even if it was killed.",
        )

    def handle(
        self, *, host: str, port: int, workers: int, reload: bool, **options: object
    ) -> None:
        if options["end_with_parent"]:
            end_with(os.getppid())
        _refuse_taken(host, port)
        self.address = _address(host, port)
        self.greeted = False
        self.worker = Program("The worker", WORKER, _surroundings(host, port))
        web = Program(
            "The web server",
            [*WEB_FOR_DEVELOPERS, f"{host}:{port}"]
            if reload
            else [*WEB, *_where(host, port, workers), "lms.wsgi:application"],
            _surroundings(host, port),
        )
        self.changes = Changes(_code() if reload else [])
        Supervisor([web, self.worker], settings.ROOT).run(self._each_second)
        self.stdout.write("\n" + _("Stopped."))

    def _each_second(self) -> None:
        if not self.greeted and _answers(self.address):
            self.greeted = True
            self._greet()
        if self.changes.happened():
            self.worker.end_family()  # and is started anew, with the new code

    def _greet(self) -> None:
        """Say where the site is and whom one can be."""
        say = self.stdout.write
        for_trainers = _("For trainers")
        say(f"\n{'Học Số':<24} {self.address}/")
        say(f"{for_trainers:<24} {self.address}/admin/\n")
        if is_made():
            say(_("Whom to try it as:"))
            for each in sign_ins():
                say(f"  {each.role!s:<36} {each.name:<16} {each.secret}")
        say("\n" + _("Ctrl-C stops it."))
        self.stdout.flush()  # where it goes to a file


def _refuse_taken(host: str, port: int) -> None:
    """Say at once and plainly what granian would say late and at length."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as problem:
            sentence = _("A port is a number from 1 to 65535.")
            raise CommandError(sentence) from problem
        except PermissionError as problem:
            sentence = _("Port %(port)d is for root only. Try 8000.")
            raise CommandError(sentence % {"port": port}) from problem
        except OSError as problem:
            sentence = _(
                "%(place)s cannot be used (%(reason)s). "
                "Choose another port: make run PORT=%(other)d"
            )
            place, reason = f"{host}:{port}", problem.strerror
            told = {"place": place, "reason": reason, "other": port + 1}
            raise CommandError(sentence % told) from problem


def _address(host: str, port: int) -> str:
    """Return where a browser on this machine finds the site."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  # names, no binding
    return f"http://{here.get(host, f'[{host}]' if ':' in host else host)}:{port}"


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=1):  # noqa: S310
            return True
    except (URLError, OSError):
        return False


def _where(host: str, port: int, workers: int) -> list[str]:
    return ["--host", host, "--port", str(port), "--workers", str(workers)]


def _surroundings(host: str, port: int) -> dict[str, str]:
    data = str(settings.DATA_DIR)  # in full: the programs run in another folder
    return {**os.environ, "HOST": host, "PORT": str(port), "DATA_DIR": data}


def _code() -> list:
    return [settings.ROOT / name for name in ("lms", "courses", "quizzes")]
