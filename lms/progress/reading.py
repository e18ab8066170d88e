"""Reads what somebody has done, part by part, for wholes to be made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import F, Q, QuerySet, prefetch_related_objects

from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from lms.progress.models import (
    Completion,
    Programme,
    ProgrammeCompletion,
    ProgrammeVersion,
)
from lms.progress.rules import Meant, Of, Rule
from lms.progress.standing import most_independent

Done = dict[str, HowWitnessed]


def standings(facts: Iterable[Completion], key: str) -> Done:
    """Return by a key, as text, how these stand; of several, the most independent."""
    known = list(facts)
    prefetch_related_objects(known, "confirmations")
    done: Done = {}
    for each in known:
        named = str(getattr(each, key))
        ways = [done[named], each.standing] if named in done else [each.standing]
        done[named] = most_independent(ways)
    return done


def parts_done(learner: Learner, of: str) -> Done:
    """Return what a resident has done of all that a programme can be made of."""
    if of == Of.COURSES:
        return standings(learner.course_completions.all(), "course_key")
    lessons = learner.lesson_completions.filter(lesson__core_skill__gte=1)
    return standings(lessons.annotate(skill=F("lesson__core_skill")), "skill")


@dataclass(frozen=True)
class Way:
    """How far a resident has come with a programme that is meant for them."""

    version: ProgrammeVersion
    done: int
    completion: ProgrammeCompletion | None = None

    @property
    def of_skills(self) -> bool:
        return self.version.rule.of == Of.SKILLS

    @property
    def total(self) -> int:
        return self.version.rule.wanted


def ways_of(learner: Learner, *, on: date) -> list[Way]:
    """Return the programmes that a resident is on the way through, or has completed.

    Completed ones by the version by which they were; two queries, four at most.
    """
    facts = learner.programme_completions.select_related("version__programme")
    had = {each.programme_id: each for each in facts}
    in_force = ProgrammeVersion.objects.in_force(on).select_related("programme")
    open_ones = [
        version
        for version in in_force
        if version.programme_id not in had
        and version.rule.keys
        and version.rule.meant.includes(learner.birth_year, learner.sex, on=on)
    ]
    done = {of: _keys_done(learner, of) for of in {v.rule.of for v in open_ones}}
    ways = [Way(v, v.rule.counted(done[v.rule.of])) for v in open_ones]
    ways += [Way(e.version, e.version.rule.wanted, e) for e in had.values()]
    return sorted(ways, key=lambda way: way.version.programme.slug)


def _keys_done(learner: Learner, of: str) -> set[str]:
    if of == Of.COURSES:
        keys = learner.course_completions.values_list("course_key", flat=True)
    else:
        bearing = learner.lesson_completions.filter(lesson__core_skill__gte=1)
        keys = bearing.values_list("lesson__core_skill", flat=True)
    return {str(key) for key in keys}


def rests_on(learner: Learner, rule: Rule) -> list[str]:
    """Return the keys of the courses, or lessons, by which a resident meets a rule."""
    if rule.of == Of.COURSES:
        facts: QuerySet = learner.course_completions.filter(course_key__in=rule.keys)
        keys = facts.values_list("course_key", flat=True)
    else:
        facts = learner.lesson_completions.filter(lesson__core_skill__in=rule.keys)
        keys = facts.values_list("lesson_key", flat=True)
    return sorted(str(key) for key in keys)


def included(meant: Meant, *, on: date, resident: str = "") -> Q:
    """Return what the database asks in place of `Meant.includes`.

    ``resident`` leads to the resident, as in ``learner__``.
    """
    asked = Q()
    if meant.age_from is not None:
        asked &= Q(**{f"{resident}birth_year__lte": on.year - meant.age_from})
    if meant.age_until is not None:
        asked &= Q(**{f"{resident}birth_year__gte": on.year - meant.age_until})
    return asked & Q(**{f"{resident}sex": meant.sex}) if meant.sex else asked


def titles_of(keys: Iterable[str], language: str) -> dict[str, str]:
    """Return the titles of programmes, by their ids as text.

    Kept for a minute: a page of figures reads roll-ups, and asks for nothing else.
    """
    names = {f"programme-{key}-{language}": key for key in keys}
    titles = {names[name]: title for name, title in cache.get_many(names).items()}
    if missing := names.values() - titles.keys():
        found = Programme.objects.filter(pk__in=missing)
        fresh = {str(each.pk): each.title_in(language) for each in found}
        kept = {name: fresh[key] for name, key in names.items() if key in fresh}
        cache.set_many(kept, timeout=60)
        titles |= fresh
    return titles
