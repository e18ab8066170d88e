"""The official aim: in every household somebody at ease with all five core skills.

A household is known by its head, as the commune's list or a helper wrote the name: all
in a hamlet with the same head are one. Who has no head written down is in none.
At ease is who has completed, of each core skill, at least one lesson without help:
alone, by their own word, or checked by a helper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.models import CoreSkill
from lms.communes.population import Households, together
from lms.dashboards.inhabitants import Inhabitants
from lms.learners.households import heads_on
from lms.learners.models import PastHousehold
from lms.lib.facts import Witness
from lms.progress.models import Confirmation, LessonCompletion

SKILLS = [skill for skill in CoreSkill if skill != CoreSkill.NONE]
WITHOUT_HELP = (Witness.ALONE, Witness.CHECKED)


def homes_at_ease(people: Inhabitants) -> QuerySet:
    """Return the homes of those who are at ease, where a household may be known."""
    changed = PastHousehold.objects.filter(until_on__gte=people.on).exclude(head="")
    known = ~Q(learner__household="") | Q(learner__in=changed.values("learner"))
    named = people.homes.filter(known)
    by_then = {"witness__in": WITHOUT_HELP, "occurred_at__lt": people.until}
    confirmed = Confirmation.objects.filter(lesson_done=OuterRef("pk"), **by_then)
    done = LessonCompletion.objects.filter(
        Q(**by_then) | Exists(confirmed),
        learner__in=named.values("learner"),
        lesson__core_skill__in=SKILLS,
    )
    skills = Count("lesson__core_skill", distinct=True)
    able = done.order_by().values("learner").annotate(skills=skills)
    return named.filter(learner__in=able.filter(skills=len(SKILLS)).values("learner"))


def households_at_ease(people: Inhabitants) -> dict[tuple[UUID, str], UUID]:
    """Return by hamlet and head one home of each household with somebody at ease.

    Heads are those of that day, whatever was changed later.
    """
    names = ("hamlet", "learner", "learner__household", "pk")
    homes = list(homes_at_ease(people).order_by("pk").values_list(*names))
    heads = heads_on(people.on, ((who, head) for _hamlet, who, head, _pk in homes))
    found: dict[tuple[UUID, str], UUID] = {}
    for hamlet_id, who, _head, home_id in homes:
        if who in heads:
            found.setdefault((hamlet_id, heads[who]), home_id)
    return found


def one_home_each(people: Inhabitants) -> QuerySet:
    """Return one home for each household with somebody at ease."""
    return people.homes.filter(pk__in=households_at_ease(people).values())


@dataclass(frozen=True)
class Coverage:
    """Households with somebody at ease, out of those that somebody has counted.

    They may be counted in ``counted`` hamlets out of ``of``; ``covered`` lie in those.
    """

    known: Households | None = None
    covered: int = 0
    counted: int = 0
    of: int = 0

    @classmethod
    def of_hamlet(cls, at_ease: int, known: Households | None) -> Self:
        return cls(known, at_ease if known else 0, int(bool(known)), 1)

    @classmethod
    def together(
        cls, parts: Iterable[Self], at_ease: int, own: Households | None
    ) -> Self:
        """Return it for several hamlets: by their counts, or by one of the whole."""
        several = list(parts)
        counted, of = (sum(e.counted for e in several), sum(e.of for e in several))
        if own and counted < of:
            return cls(own, at_ease, of, of)
        known = together(each.known for each in several if each.known)
        return cls(known, sum(each.covered for each in several), counted, of)

    @classmethod
    def from_json(cls, kept: dict[str, Any] | None) -> Self:
        if not kept:
            return cls()
        known = None
        if "number" in kept:
            days = (date.fromisoformat(kept[name]) for name in ("since", "until"))
            known = Households(kept["number"], *days, tuple(kept["sources"]))
        return cls(known, kept["covered"], kept["counted"], kept["of"])

    def as_json(self) -> dict[str, Any]:
        """Return it as a roll-up keeps it."""
        kept: dict[str, Any] = {"covered": self.covered, "counted": self.counted}
        kept["of"] = self.of
        if self.known:
            kept |= {
                "number": self.known.number,
                "since": self.known.since.isoformat(),
                "until": self.known.until.isoformat(),
                "sources": list(self.known.sources),
            }
        return kept

    @property
    def partly(self) -> bool:
        return 0 < self.counted < self.of

    @property
    def share(self) -> int | None:
        """Return whole per cent, rounded down; none where nothing was counted."""
        return 100 * self.covered // self.known.number if self.known else None
