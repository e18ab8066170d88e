"""Hands lists with names out: short ones at once, long ones made by the worker."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.models import NamesFile
from lms.dashboards.names_lists import NamesList, Tell, names_list, people_in
from lms.dashboards.taking_out import as_file
from lms.jobs.services import JobError, enqueue
from lms.learners.models import Learner
from lms.lib.collecting import rarely_collecting
from lms.looks.services import take_out

MAKE = "dashboards.make_names_file"
LONG = 2_000  # lines; more take longer than somebody should look at a standing page


@transaction.atomic
def hand_out(
    names: NamesList, *, purpose: str, kind: str, by: User, at: datetime
) -> bytes:
    """Return a list as a file, and log that it is taken out."""
    rows = list(names.rows())
    take_out(names.place, purpose, people_in(rows), file_kind=kind, by=by, at=at)
    return as_file(kind, names.title, names.headings(), rows)


@transaction.atomic
def ask_for_names_file(
    names: NamesList, *, purpose: str, kind: str, language: str, by: User, at: datetime
) -> NamesFile:
    """Have a long list made for somebody; pressed twice it is made once."""
    asked = {"unit": names.place, "what": names.what, "file_kind": kind}
    asked |= {"purpose": purpose, "language": language}
    waiting = NamesFile.objects.waiting_for(by, names.place, at=at)
    if again := waiting.filter(made_at=None, **asked).first():
        return again
    wanted = NamesFile.objects.create(made_for=by, asked_at=at, **asked)
    enqueue(MAKE, str(wanted.pk), at=at, file_id=str(wanted.pk))
    return wanted


@rarely_collecting()
def make_names_file(file_id: str, *, at: datetime, tell: Tell) -> None:
    """Make a list that was asked for, keep it privately, log it; safe to run again.

    Nothing where it is made, or nobody waits for it any more.
    """
    files = NamesFile.objects.select_related("unit__parent").filter(made_at=None)
    wanted = files.filter(pk=file_id).exclude(pk__in=files.expired(at)).first()
    if wanted is None:
        return
    with override(wanted.language):
        names = names_list(wanted.unit, wanted.what, on=localdate(at))
        if names is None:
            raise JobError(_("This figure is not shown any more."))
        rows = list(names.told(tell))
        made = as_file(wanted.file_kind, names.title, names.headings(), rows)
    _keep(wanted, made, people_in(rows), at=at)


@transaction.atomic
def _keep(wanted: NamesFile, made: bytes, people: int, *, at: datetime) -> None:
    """Keep a list that is made, and log it: once, for a second worker waits here."""
    held = NamesFile.objects.select_for_update(of=("self",)).filter(made_at=None)
    file = held.select_related("unit", "made_for").filter(pk=wanted.pk).first()
    if file is None:
        return
    file.file.storage.delete(file.path)  # of a worker that was killed right here
    file.file.save(file.pk.hex, ContentFile(made), save=False)
    file.people, file.made_at = people, at
    file.save(update_fields=["file", "people", "made_at"])
    told = {"file_kind": file.file_kind, "by": file.made_for, "at": at}
    take_out(file.unit, file.purpose, people, **told)


def forget_names_files(*, at: datetime) -> int:
    """Forget lists whose day is over, with their files; return how many."""
    return _forget(NamesFile.objects.expired(at))


def forget_names_files_about(learner: Learner) -> int:
    """Forget lists that may name somebody, made or being made; return how many.

    Those of every hamlet they lived in, and of what lies above it.
    """
    lived_in = Unit.objects.filter(residences__learner=learner)
    above = Unit.objects.filter(children__in=lived_in)
    top = Unit.objects.filter(children__in=above)
    places = Q(unit__in=lived_in) | Q(unit__in=above) | Q(unit__in=top)
    return _forget(NamesFile.objects.filter(places))


def _forget(files: QuerySet[NamesFile]) -> int:
    found = list(files)
    for each in found:
        each.file.storage.delete(each.path)  # there may be one that no row tells of
        each.delete()
    return len(found)
