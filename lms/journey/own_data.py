"""All that is kept about one resident, as they may take it home."""

from typing import Any

from django.db.models import QuerySet

from lms.learners.models import Learner
from lms.looks.reading import lines_of, looks_at

Rows = list[dict[str, Any]]


def kept_about(learner: Learner) -> dict[str, Any]:
    """Return everything the lessons' side keeps about a resident, ready for JSON."""
    return {
        "resident": _resident(learner),
        "earlier_names": _rows(
            learner.name_corrections, "occurred_at", "name_before", "name_after"
        ),
        **_lived(learner),
        "new_pins": _new_pins(learner),
        "agreements": _rows(
            learner.consents,
            *("occurred_at", "purpose", "decision"),
            *("wording_version", "language", "channel"),
        ),
        "lists": _rows(
            learner.roster_lines, "roster__uploaded_at", "cells", "values", "outcome"
        ),
        **_learnt(learner),
        "certificates": _rows(
            learner.certificates(manager="every"),
            *("issued_at", "number", "holder_name", "title", "place", "completed_on"),
            "withdrawn_at",
        ),
        "looked_at": _looked_at(learner),
    }


def _lived(learner: Learner) -> dict[str, Rows]:
    """Return where they lived, with whom as head, and when they left."""
    left = ("why", "last_on", "taken_back_at")
    return {
        "hamlets": _hamlets(learner),
        "earlier_households": _rows(learner.past_households, "until_on", "head"),
        "departures": _rows(learner.departures, "occurred_at", *left),
        "moves_to_other_communes": _rows(
            learner.relocations, "occurred_at", "to__name", "settled_at", "accepted"
        ),
    }


def _learnt(learner: Learner) -> dict[str, Rows]:
    """Return what was begun, done, and done again more independently."""
    return {
        "attempts": _rows(
            learner.attempts,
            *("occurred_at", "handed_in_at", "page__title", "answers", "witness"),
            *("helped_by", "points_earned", "points_possible"),
        ),
        "begun": _rows(learner.enrolments, "occurred_at", "course__title"),
        "lessons": _done(learner.lesson_completions, "lesson"),
        "courses": _done(learner.course_completions, "course"),
        "programmes": _done(learner.programme_completions, "programme"),
        "done_again": _rows(
            learner.confirmations,
            *("occurred_at", "witness", "helped_by", "lesson_done__lesson__title"),
            *("course_done__course__title", "programme_done__programme__title_vi"),
        ),
    }


def _looked_at(learner: Learner) -> Rows:
    """Return who opened the record: by their role, as the resident's page says it."""
    return [
        {"on": line.fact.occurred_at, "seen": line.fact.seen, "role": line.held}
        for line in lines_of(looks_at(learner))
    ]


def _resident(learner: Learner) -> dict[str, Any]:
    names = (
        *("code", "full_name", "birth_year", "sex", "household", "phone", "language"),
        *("registered_at", "registered_how"),
    )
    return {name: getattr(learner, name) for name in names}


def _hamlets(learner: Learner) -> Rows:
    stays = learner.residences.select_related("hamlet").order_by("from_on")
    return [
        {"hamlet": str(stay.hamlet), "from": stay.from_on, "until": stay.until_on}
        for stay in stays
    ]


def _new_pins(learner: Learner) -> Rows:
    """Return when a new PIN was made, and whether by a helper."""
    renewals = learner.pin_renewals.select_related("learner").order_by("occurred_at")
    return [{"on": each.occurred_at, "by_helper": each.by_helper} for each in renewals]


def _done(facts: QuerySet, what: str) -> Rows:
    """Return the completions of lessons, courses or programmes."""
    return [
        {
            "title": str(getattr(fact, what)),
            "on": fact.occurred_at,
            "how": fact.witness,
            "helped_by": fact.helped_by,
        }
        for fact in facts.select_related(what).order_by("occurred_at", "pk")
    ]


def _rows(facts: QuerySet, moment: str, *names: str) -> Rows:
    """Return these fields of the facts, oldest first."""
    return list(facts.order_by(moment, "pk").values(moment, *names))
