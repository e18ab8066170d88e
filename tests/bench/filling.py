"""Fills empty servers, as an operator would."""

from io import StringIO

from django.core.management import call_command


def fill() -> None:
    """Make the tables, load units and lessons, and collect what browsers ask for."""
    quiet = {"verbosity": 0, "stdout": StringIO()}
    for command in ("compile_catalogues", "migrate", "load_units", "load_curriculum"):
        call_command(command, **quiet)
    unneeded = ["--ignore", "wagtail*", "--ignore", "django_*"]
    call_command("collectstatic", "--noinput", *unneeded, verbosity=0)
