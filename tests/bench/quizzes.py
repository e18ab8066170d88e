"""A quiz from the first press to the result, eight residents at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from courses.models import LessonPage
from lms.demo.answers import right_answers
from tests.bench.callers import Answer
from tests.bench.cpu import Used
from tests.bench.papers import filled_in, texts_of
from tests.bench.site import Site


@dataclass(frozen=True)
class Step:
    """One request of an attempt, done by all residents. Units: CPU milliseconds."""

    name: str
    per_second: float
    cpu: dict[str, float]

    @property
    def cpu_in_all(self) -> float:
        return sum(self.cpu.values())


@dataclass
class Sitting:
    """One lesson's quiz, taken by many."""

    steps: list[Step] = field(default_factory=list)
    acknowledged: list[UUID] = field(default_factory=list)

    @property
    def attempts_per_second(self) -> float:
        return 1 / sum(1 / step.per_second for step in self.steps)

    @property
    def cpu_in_all(self) -> float:
        return sum(step.cpu_in_all for step in self.steps)

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)


def sit(site: Site, lesson: LessonPage, cookies: Sequence[str]) -> Sitting:
    """Let everybody start, read the paper, hand in and see the result."""
    sitting, ask = Sitting(), site.address
    key, edition = lesson.translation_key, lesson.quiz.edition
    answers, texts = right_answers(edition), texts_of(edition.content)

    def step(name: str, requests: list[bytes], status: int) -> list[Answer]:
        return measured(site, sitting.steps, name, requests, status)

    start = reverse("journey:start_quiz", args=[key])
    begun = step("start", [ask.post(start, each) for each in cookies], 302)
    papers = [each.header("location") for each in begun]
    pages = list(zip(papers, cookies, strict=True))
    plain = [ask.get(paper, cookie, plain=True) for paper, cookie in pages]
    shown = step("paper", plain, 200)
    forms = [filled_in(each.body.decode(), answers, texts) for each in shown]
    step(
        "hand in",
        [ask.post(*page, **form) for page, form in zip(pages, forms, strict=True)],
        302,
    )
    results = [ask.get(f"{paper}result/", cookie) for paper, cookie in pages]
    step("result", results, 200)
    sitting.acknowledged = [UUID(paper.split("/")[-2]) for paper in papers]
    return sitting


def measured(
    site: Site, steps: list[Step], name: str, requests: list[bytes], status: int
) -> list[Answer]:
    """Note how fast a step went, and return its answers, all of this status."""
    with Used(site.families) as used:
        rush = site.address.rush(requests)
    odd = [each for each in rush.answers if each.status != status]
    assert not odd, f"{name}: {len(odd)} answers such as {odd[0]}"
    each = {who: 1000 * s / len(requests) for who, s in used.seconds.items()}
    steps.append(Step(name, rush.per_second, each))
    return rush.answers
