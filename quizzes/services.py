"""Begins and marks attempts: the only place that writes them."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from wagtail.models import Page

from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from quizzes.errors import AlreadyHandedIn, NotHandedIn, NotYourAttempt, QuizNotOpen
from quizzes.marking import cleaned, mark, points_needed, points_possible
from quizzes.models import Attempt, Edition, Quiz
from quizzes.reviewing import QuestionReview, review_paper

SEEDS = 2**31  # what a positive integer column holds on every database


def in_language_of(page: Page, quiz: Quiz) -> Quiz:
    """Return the quiz in the language of the page; a draft to be translated if new."""
    if quiz.locale_id == page.locale_id:
        return quiz
    twin = quiz.get_translation_or_none(page.locale)
    if twin is None:
        twin = quiz.copy_for_translation(page.locale)
        twin.save()
    return twin


def start_attempt(
    learner: Learner,
    quiz: Quiz,
    page: Page,
    *,
    how: HowWitnessed,
    at: datetime,
    attempt_id: UUID | None = None,
    seed: int | None = None,
) -> Attempt:
    """Return the attempt with this id, else the open one, else a new one.

    So a double click, or a request sent twice, begins one attempt only, where the
    caller holds the learner's row. ``seed`` is 0 or more and below ``SEEDS``, and
    drawn by default.

    Raises: `NotYourAttempt` where the id belongs to another learner or page;
    `QuizNotOpen` where the quiz is not published.
    """
    known = attempt_id and Attempt.objects.filter(pk=attempt_id).first()
    if known:
        if (known.learner_id, known.page_id) != (learner.pk, page.pk):
            raise NotYourAttempt
        return known
    edition = quiz.edition
    if edition is None:
        raise QuizNotOpen
    fresh: dict[str, Any] = {"occurred_at": at, "arrived_at": at, **how.as_fields()}
    if attempt_id:
        fresh["id"] = attempt_id
    asked = {"learner": learner, "page_id": page.pk, "edition": edition}
    if going_on := Attempt.objects.filter(**asked, handed_in_at=None).first():
        return going_on
    return Attempt.objects.create(**asked, **fresh, **_asked(edition, seed))


def _asked(edition: Edition, seed: int | None) -> dict[str, int]:
    """Return what fixes the paper of a new attempt, and what passing it takes."""
    possible = points_possible(edition.content)
    return {
        "seed": secrets.randbelow(SEEDS) if seed is None else seed,
        "points_possible": possible,
        "points_needed": points_needed(possible, edition.content["pass_percent"]),
    }


def grade_attempt(
    attempt: Attempt,
    answers: Any,
    *,
    at: datetime,
    how: HowWitnessed | None = None,
) -> Attempt:
    """Return the attempt, closed and marked; ``how`` replaces what was said before.

    In the caller's transaction, until whose end the attempt is held.
    ``answers`` are by question key, and may come from anywhere: what is no answer to a
    question of this edition is not kept and earns nothing. The same answers handed in
    twice are one hand-in.

    Raises: `AlreadyHandedIn` where other answers came before.
    """
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("edition")
    attempt.refresh_from_db(from_queryset=rows)
    content = attempt.edition.content
    kept = cleaned(content, answers)
    if attempt.handed_in_at is not None:
        if kept != attempt.answers:
            raise AlreadyHandedIn
        return attempt
    closed = {
        "answers": kept,
        "points_earned": mark(content, kept).points_earned,
        "handed_in_at": at,
        **(how or attempt.how).as_fields(),
    }
    for field, value in closed.items():
        setattr(attempt, field, value)
    attempt.save(update_fields=closed)
    return attempt


def review(attempt: Attempt) -> list[QuestionReview]:
    """Return each question as the resident met it, with what was right and why.

    Raises: `NotHandedIn` while the attempt is open.
    """
    if attempt.handed_in_at is None:
        raise NotHandedIn
    return review_paper(attempt.edition.content, attempt.seed, attempt.answers)
