"""Puts one page or quiz into Wagtail, unless a trainer has changed it since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from courses.curriculum.text import Fault
from courses.curriculum.values import Json, digest
from courses.learning_pages import CodedPage, LearningPage
from lms.library.models import LibraryImage
from quizzes.models import Question, Quiz


@dataclass
class Report:
    """What loading did: made, changed and kept things by name, and what was wrong."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def nothing_done(self) -> bool:
        return not (self.made or self.changed)


@dataclass
class Loading:
    """One run: when it is, whose changes are overwritten, and what came of it.

    ``gone`` are the pages that a trainer has deleted, by name: they stay away.
    """

    at: datetime
    forced: frozenset[str]
    gone: frozenset[str]
    report: Report = field(default_factory=Report)

    def to_be_written(
        self, row: CodedPage | Quiz, wanted: str, code: str, name: str
    ) -> bool:
        """Return whether the row is to be made or brought up to what the file says."""
        if row.pk is None:
            return self._to_be_made(code, name)
        forced = code in self.forced
        if row.loaded_digest == wanted and not forced:
            self.report.unchanged += 1
            return False
        now = present_digest(row)
        if now == wanted and row.loaded_digest == wanted:
            self.report.unchanged += 1
            return False
        if now != row.loaded_digest and not forced:
            self.report.kept.append(_why_kept(name, code))
            return False
        self.report.changed.append(name)
        return True

    def _to_be_made(self, code: str, name: str) -> bool:
        if name in self.gone:
            self.report.kept.append(why_gone(name, code))
            return False
        self.report.made.append(name)
        return True


def why_gone(name: str, code: str) -> str:
    sentence = _(
        "%(name)s: deleted on the site since it was loaded. It stays away. "
        "To bring it back: --restore %(code)s"
    )
    return sentence % {"name": name, "code": code}


def _why_kept(name: str, code: str) -> str:
    sentence = _(
        "%(name)s: changed or taken offline on the site since it was loaded. It stays "
        "as it is there. To load the file over it: --force-code %(code)s"
    )
    return sentence % {"name": name, "code": code}


def present_digest(row: CodedPage | Quiz) -> str:
    """Return the digest of the newest version, drafts included; none if unpublished."""
    if not row.live:
        return ""
    newest = row.get_latest_revision_as_object()
    if isinstance(newest, Quiz):
        return digest(_fields_of_quiz(newest))
    names = [each.name for each in newest._meta.local_fields if each.editable]
    fields: Json = {name: getattr(newest, name) for name in ("title", *names)}
    fields.pop("quiz", None)
    fields.pop("page_ptr", None)
    fields["picture"] = newest.picture_id
    if "body" in fields:
        fields["body"] = list(newest.body.raw_data)
    return digest(fields, dict(LibraryImage.objects.values_list("pk", "file_hash")))


def _fields_of_quiz(quiz: Quiz) -> Json:
    return {
        "title": quiz.title,
        "pass_percent": quiz.pass_percent,
        "questions": [
            {
                "key": str(question.key),
                "read_again": question.read_again,
                "content": list(question.content.raw_data),
            }
            for question in quiz.questions.all()
        ],
    }


def write_page(
    page: LearningPage, fields: dict[str, Any], parent: Page, later: Iterable[Page]
) -> None:
    """Save and publish the page; a new one goes before the first of ``later``."""
    for name, value in fields.items():
        setattr(page, name, json.dumps(value) if name == "body" else value)
    if page.pk is None:
        page.live = False
        before = next(iter(later), None)
        if before:
            before.add_sibling("left", instance=page)
        else:
            parent.refresh_from_db()
            parent.add_child(instance=page)
    page.save_revision().publish()


def write_quiz(quiz: Quiz, fields: Json) -> None:
    """Save and publish the quiz; questions keep their rows by their keys."""
    rows = dict(quiz.questions.values_list("key", "pk")) if quiz.pk else {}
    quiz.title, quiz.pass_percent = fields["title"], fields["pass_percent"]
    quiz.questions = [
        Question(
            pk=rows.get(UUID(each["key"])),
            key=UUID(each["key"]),
            read_again=each["read_again"],
            content=json.dumps(each["content"]),
            sort_order=place,
        )
        for place, each in enumerate(fields["questions"])
    ]
    if quiz.pk is None:
        quiz.live = False
    quiz.full_clean()
    quiz.save()
    quiz.publish(quiz.save_revision())


def find_or_new(model: type, key: UUID, locale: Locale, at: datetime) -> Any:
    """Return the page or quiz with this key in this language, else an unsaved one."""
    row = model.objects.filter(translation_key=key, locale=locale).first()
    return row or model(translation_key=key, locale=locale, first_published_at=at)
