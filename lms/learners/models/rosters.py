"""Lists of residents on their way in: the file, its lines, what became of each."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.learners.models.people import Learner
from lms.lib.ids import uuid7
from lms.lib.storage import private_storage


class State(models.TextChoices):
    """How far a list has come. Long work is going on in three of them."""

    LOOKED = "looked", _("Waiting for its columns to be looked at")
    CHECKING = "checking", _("Being checked")
    READY = "ready", _("Checked, nothing taken over yet")
    APPLYING = "applying", _("Being taken over")
    DONE = "done", _("Taken over")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")
    DROPPED = "dropped", _("Put aside, nothing was taken over")
    FAILED = "failed", _("Could not be read")


class Outcome(models.TextChoices):
    """What the dry run found a line to be."""

    NEW = "new", _("New")
    SAME = "same", _("Already here")
    CHANGED = "changed", _("Here, with something new")
    LIKELY = "likely", _("Perhaps already here")
    REFUSED = "refused", _("Refused")
    LEFT_OUT = "left_out", _("Left out")


class Choice(models.TextChoices):
    """What a person says about a line; without a word the outcome's own rule holds."""

    SAME = "same", _("The same person: keep what is here, fill in what is missing")
    TAKE = "take", _("The same person: take what the list says")
    NEW = "new", _("Somebody else: add them")
    LEAVE = "leave", _("Leave this line out")


class RosterImport(models.Model):
    """A list that a commune sent, from the file to what became of it.

    Personal data: the file, with whatever its senders put in it, and who sent it. Why:
    to take the people over, and to be asked about it. Until: the file goes when the
    list is taken over or put aside, which happens by itself after a month; the lines a
    quarter of a year later; the counts stay.
    """

    LONG_WORK = (State.CHECKING, State.APPLYING, State.UNDOING)
    CAN_BE_CHECKED = (State.LOOKED, State.READY)
    OPEN = (State.LOOKED, State.CHECKING, State.READY)
    TAKEN_OVER = (State.APPLYING, State.DONE, State.UNDOING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(
        storage=private_storage, upload_to="rosters/%Y/%m/", blank=True
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sheet = models.PositiveSmallIntegerField(default=0)
    lettering = models.CharField(max_length=20, default="unicode")
    separator = models.CharField(max_length=4, blank=True)
    mapping = models.JSONField(default=dict)
    last_row = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.LOOKED)
    problem = models.CharField(max_length=40, blank=True)  # a key of sheets.REFUSALS
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("list of residents")
        verbose_name_plural = _("lists of residents")
        constraints = [
            models.UniqueConstraint(
                fields=["commune"],
                condition=Q(state__in=["applying", "undoing"]),
                name="learners_one_list_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["commune", "uploaded_at"], name="learners_lists_of")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def works(self) -> bool:
        """Return whether long work is going on."""
        return self.state in self.LONG_WORK


class RosterLineQuerySet(models.QuerySet):
    def adding(self) -> Self:
        """Return the lines of people who are to be added."""
        return self.filter(Q(outcome=Outcome.NEW, choice="") | Q(choice=Choice.NEW))

    def changing(self) -> Self:
        """Return the lines that tell something about people who are here."""
        told = Q(choice__in=[Choice.SAME, Choice.TAKE], learner__isnull=False)
        return self.filter(Q(outcome=Outcome.CHANGED, choice="") | told)

    def to_apply(self) -> Self:
        return (self.adding() | self.changing()).filter(done__isnull=True)

    def to_send_back(self) -> Self:
        """Return what was not taken and may be corrected: refused, or undecided."""
        undecided = Q(outcome=Outcome.LIKELY, choice="")
        return self.filter(Q(outcome=Outcome.REFUSED, choice="") | undecided)


class RosterLine(models.Model):
    """One line of a list: what was read, what it was taken for, what was done.

    Personal data: what the list says of one person. Why: to be decided on by somebody,
    and to be undone. Until: as in `RosterImport`.
    """

    roster = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="lines"
    )
    number = models.PositiveIntegerField()  # as the person sees it in the file
    cells = models.JSONField(default=dict)  # as they stood, by field
    values = models.JSONField(default=dict)  # as they were read, by field
    hamlet = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.JSONField(null=True)  # a remark: why it was refused or left out
    remarks = models.JSONField(default=list)  # what was made of cells, to be looked at
    candidates = models.JSONField(default=list)  # people it may be, and why
    learner = models.ForeignKey(
        Learner, on_delete=models.SET_NULL, null=True, related_name="roster_lines"
    )
    choice = models.CharField(max_length=5, choices=Choice, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done = models.JSONField(null=True)  # what it did, so that it can be taken back

    objects = RosterLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
        constraints = [
            models.UniqueConstraint(
                fields=["roster", "number"], name="learners_line_once_a_list"
            )
        ]
        indexes = [
            models.Index(
                fields=["roster", "outcome", "number"], name="learners_lines_by_outcome"
            )
        ]

    @cached_property
    def name(self) -> str:
        """Return the name as it was read, else as it stands in the list."""
        return self.values.get("full_name") or self.cells.get("full_name", "")

    @property
    def adds(self) -> bool:
        """Return whether it adds somebody, as `RosterLineQuerySet.adding` finds."""
        unasked = self.outcome == Outcome.NEW and not self.choice
        return unasked or self.choice == Choice.NEW

    def value(self, field: str) -> Any:
        return self.values.get(field) or ""
