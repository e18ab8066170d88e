"""Quizzes as trainers write them, and editions as residents meet them."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import (
    DraftStateMixin,
    Locale,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)

from lms.lib.fields import BodyField
from lms.lib.ids import uuid7
from lms.lib.text import nfc
from quizzes.errors import NothingToAsk
from quizzes.question_types import QUESTION_TYPES


class Quiz(
    PreviewableMixin,
    TranslatableMixin,
    DraftStateMixin,
    RevisionMixin,
    ClusterableModel,
):
    """Questions that belong together, in one language; published as an edition."""

    title = models.CharField(_("title"), max_length=120)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark (%)"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "How much of it has to be right. 70 is usual: 3 of 4 questions, 4 of 5."
        ),
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    exclude_fields_in_copy = [
        "live_revision",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "loaded_digest",
    ]
    preview_modes = [
        ("", _("As residents see it")),
        ("review", _("With what is right, and why")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100),
                name="quizzes_quiz_pass_percent_1_to_100",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """Return the code of the language; one not saved yet has the site's own."""
        locale = self.locale if self.locale_id else Locale.get_default()
        return locale.language_code

    @property
    def edition(self) -> "Edition | None":
        """Return the edition a resident would be asked now."""
        return self.editions.order_by("-number").first() if self.live else None

    @property
    def content(self) -> dict[str, Any]:
        """Return the quiz as it stands as plain JSON; unfinished questions left out."""
        return {
            "title": self.title,
            "pass_percent": self.pass_percent,
            "language": self.language,
            "questions": [
                question.frozen()
                for question in self.questions.all()
                if question.content
            ],
        }

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **options: Any) -> None:
        """Make the revision live and freeze what residents will be asked.

        A revision that is only put on the calendar freezes nothing: Wagtail calls
        this again when its time has come.
        """
        super().publish(revision, *args, **options)
        published = Quiz.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if published.live:
            Edition.objects.freeze(published)

    def copy_for_translation(
        self, locale: Locale, exclude_fields: list[str] | None = None
    ) -> "Quiz":
        """Return the quiz in another language, to be translated: an unsaved draft."""
        copy = super().copy_for_translation(locale, exclude_fields)
        copy.live, copy.has_unpublished_changes = False, True
        return copy

    def with_content_json(self, content: dict[str, Any]) -> "Quiz":
        """Return the quiz as a revision had it, each question tied to its row by key.

        A revision remembers rows as they were when it was written. A question that was
        new then has none in it, and one that was removed since has one that is gone:
        both would come back as strangers.
        """
        rows = dict(Question.objects.filter(quiz=self).values_list("key", "pk"))
        known = {pk: pk for pk in rows.values()}
        questions = [
            {**each, "pk": rows.get(UUID(each["key"]), known.get(each["pk"]))}
            for each in content.get("questions", [])
        ]
        return super().with_content_json({**content, "questions": questions})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the preview in the language of the quiz, not of the editor."""
        with override(self.language):
            return super().serve_preview(request, mode_name).render()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/preview.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        return {"quiz": self, "with_review": mode_name == "review"}


class Question(Orderable):
    """One question; ``key`` stays the same over edits and between languages.

    It is the id of the question's block. The editor's forms carry that id, and nothing
    else, of a question without a row: one that is still a draft, or one that was
    removed and comes back with an older version. Another kind of block is another
    question.
    """

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(blank=True, editable=False)
    content = BodyField(
        [(key, kind.block()) for key, kind in QUESTION_TYPES.items()],
        max_num=1,  # and not none: the field is not blank
        verbose_name=_("question"),
    )
    read_again = models.CharField(
        _("part to read again"),
        max_length=120,
        blank=True,
        help_text=_("The heading in the lesson that answers this question."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "key"], name="quizzes_question_key_once_in_a_quiz"
            )
        ]

    def clean(self) -> None:
        super().clean()
        self.settle_key()

    def save(self, *args: Any, **options: Any) -> None:
        self.settle_key()
        super().save(*args, **options)

    def serializable_data(self) -> dict[str, Any]:
        """Return the question as a revision keeps it."""
        self.settle_key()
        return get_serializable_data_for_fields(self)

    def settle_key(self) -> None:
        """Let question and block be known by one id: the block's, if it has one."""
        block = self.content[0] if self.content else None
        self.key = _as_uuid(block and block.id) or self.key or uuid7()
        if block:
            block.id = str(self.key)

    def frozen(self) -> dict[str, Any]:
        """Return the question as plain JSON, ready for an edition."""
        child = self.content[0]
        kind = QUESTION_TYPES[child.block_type]
        return {
            "key": str(self.key),
            "type": child.block_type,
            "read_again": self.read_again,
            **kind.frozen(child.value),
        }


def _as_uuid(text: str | None) -> UUID | None:
    """Return what a browser sent as a UUID, or None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class EditionManager(models.Manager):
    def freeze(self, quiz: Quiz) -> "Edition":
        """Return the edition that holds the quiz as it is; a new one if it changed.

        Raises: `NothingToAsk` where the quiz has no question.
        """
        plain = nfc(json.dumps(quiz.content, ensure_ascii=False, sort_keys=True))
        content = json.loads(plain)
        if not content["questions"]:
            raise NothingToAsk
        sha256 = digest(content)
        newest = self.filter(quiz=quiz).order_by("-number").first()
        if newest and newest.sha256 == sha256:
            return newest
        return self.create(
            quiz=quiz,
            number=newest.number + 1 if newest else 1,
            content=content,
            sha256=sha256,
        )


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of an edition: over its JSON, keys sorted, as UTF-8."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


class Edition(models.Model):
    """A quiz as it was published: plain JSON, never edited, so marks can be redone."""

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)

    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "number"], name="quizzes_edition_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content['title']} ({self.number})"
