"""Why a demo cannot be made, each with the sentence that an operator reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DemoError(Exception):
    sentence: str | Promise = _("The demo could not be made.")

    def __str__(self) -> str:
        return str(self.sentence)


class NoUnits(DemoError):
    sentence = _("The communes are not loaded yet: run manage.py load_units first.")


class NoLessons(DemoError):
    sentence = _("There are no lessons yet: run manage.py load_curriculum first.")


class NamesTaken(DemoError):
    sentence = _(
        "Something here has a name that the demo uses, and the demo did not make it. "
        "Nothing was changed."
    )


class WantsPostgresql(DemoError):
    sentence = _("A population is made inside PostgreSQL; this is another database.")


class PopulationThere(DemoError):
    sentence = _("There is a population here already; nothing was done.")
