"""Lets an invented resident live through their story, by the doors residents use."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from courses.models import CoursePage, LessonPage
from lms.accounts.models import User
from lms.communes.models import Unit
from lms.demo.answers import right_answers, wrong_answers
from lms.demo.cast import DAYS, LATELY, Resident, Story
from lms.journey.services import hand_in, mark_as_done, start_quiz
from lms.learners.models import Learner, Sex
from lms.learners.services import NewResident, register
from lms.lib.facts import HelpedBy, HowWitnessed, Witness

MOSTLY = 0.6  # of the residents came lately
AT_WORK = timedelta(minutes=6)  # with the questions of one lesson


class Teller:
    """Tells the stories, one resident after another, all before ``now``."""

    def __init__(
        self, courses: list[CoursePage], helper: User, chance: Random, now: datetime
    ) -> None:
        self.courses = courses
        self.helper = helper
        self.chance = chance
        self.now = now

    def tell(self, resident: Resident, hamlet: Unit) -> Learner:
        """Return the resident's row after all that they have done."""
        longest = LATELY if self.chance.random() < MOSTLY else DAYS
        days = timedelta(days=self.chance.uniform(2, longest))
        moments = self._moments(self.now - days)
        person = NewResident(
            resident.full_name,
            resident.birth_year,
            hamlet,
            language=resident.language,
        )
        by = self.helper if self.chance.random() < 0.7 else None
        card = register(person, at=next(moments), by=by, learner_id=resident.id)
        _as_listed(card.learner)
        self._learn(card.learner, resident.story, moments)
        return card.learner

    def _moments(self, start: datetime) -> Iterator[datetime]:
        """Give moments one after another, closer together towards now."""
        while True:
            yield start
            start += (self.now - start) * self.chance.uniform(0.05, 0.3)

    def _learn(
        self, learner: Learner, story: Story, moments: Iterator[datetime]
    ) -> None:
        order = self.chance.sample(self.courses, len(self.courses))
        how = self._how(story)
        failures = story.failed_first
        for course in order[: story.courses]:
            for lesson in self._lessons(course, learner):
                for _ in range(failures):
                    self._answer(learner, lesson, moments, how, passes=False)
                failures = 0
                self._answer(learner, lesson, moments, how)
        if story.gives_up or story.begins:
            lesson = self._lessons(order[story.courses], learner)[0]
            self._leave(learner, lesson, moments, how, fails=story.gives_up)

    def _lessons(self, course: CoursePage, learner: Learner) -> list[LessonPage]:
        return list(course.in_language(learner.language).lessons())

    def _how(self, story: Story) -> HowWitnessed:
        if story.how == Witness.ALONE:
            return HowWitnessed()
        if story.by_family:
            return HowWitnessed(story.how, helped_by=HelpedBy.FAMILY)
        return HowWitnessed(story.how, self.helper.pk)

    def _answer(
        self,
        learner: Learner,
        lesson: LessonPage,
        moments: Iterator[datetime],
        how: HowWitnessed,
        *,
        passes: bool = True,
    ) -> None:
        """Answer a lesson's questions; one that asks nothing is read and done."""
        at = next(moments)
        if lesson.quiz is None:
            mark_as_done(learner, lesson, how=how, at=at)
            return
        attempt = start_quiz(learner, lesson, how=how, at=at)
        answers = right_answers if passes else wrong_answers
        done_at = min(at + AT_WORK, self.now)
        hand_in(attempt.pk, answers(attempt.edition), how=how, at=done_at)

    def _leave(
        self,
        learner: Learner,
        lesson: LessonPage,
        moments: Iterator[datetime],
        how: HowWitnessed,
        *,
        fails: bool,
    ) -> None:
        """Leave a lesson's questions open, or badly answered."""
        if fails:
            self._answer(learner, lesson, moments, how, passes=False)
        elif lesson.quiz is not None:
            start_quiz(learner, lesson, how=how, at=next(moments))


def _as_listed(learner: Learner) -> None:
    """Write down what the commune's list says of most: their sex, and whose home."""
    family, middle, *_given = learner.full_name.split()
    kind = learner.pk.int % 6
    if kind:
        learner.sex = Sex.FEMALE if middle == "Thị" else Sex.MALE
        learner.household = f"{family} Văn Chủ {kind}"
    learner.save(update_fields=["sex", "household"])
