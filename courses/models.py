"""What trainers write: a home page, courses, and short lessons."""

from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from courses.blocks import in_menu_order
from courses.learning_pages import CodedPage, LearningPage
from courses.panels import LessonPageForm, QuizStatePanel
from lms.lib.fields import BodyField

_skills = RegexValidator(
    r"^[0-9]\.[0-9](, [0-9]\.[0-9])*$", _("Numbers with a comma between: 2.3, 1.2")
)


class CoreSkill(models.IntegerChoices):
    """The five official core skills (dispatch 3240/BTTTT-CĐSQG, 8 August 2024)."""

    NONE = 0, _("Beginnings")
    SERVICES = 1, _("Online public services")
    SHOPPING = 2, _("Online shopping")
    PAYMENT = 3, _("Online payment")
    SAFETY = 4, _("Protecting oneself online")
    LOCAL = 5, _("Other platforms useful locally")


class HomePage(LearningPage):
    """The front door: what this is, and the courses."""

    lead = models.CharField(_("opening sentence"), max_length=240)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CoursePage"]
    content_panels = [*Page.content_panels, "lead"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["courses"] = self.courses()
        return context

    def courses(self) -> list["CoursePage"]:
        """Return the courses, each with its ``lesson_count`` and ``minutes``."""
        courses = list(
            CoursePage.objects.live().child_of(self).select_related("picture")
        )
        lessons = LessonPage.objects.live().descendant_of(self)
        told = lessons.values_list("path", "reading_minutes")
        for course in courses:
            minutes = [spent for path, spent in told if path.startswith(course.path)]
            course.lesson_count, course.minutes = len(minutes), sum(minutes)
        return [course for course in courses if course.lesson_count]


class CoursePage(CodedPage):
    """Lessons that lead to one certificate."""

    audience = models.CharField(_("who it is for"), max_length=160, blank=True)
    introduction = RichTextField(_("introduction"), features=["bold"], blank=True)

    parent_page_types = ["courses.HomePage"]
    subpage_types = ["courses.LessonPage"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel(["code", "audience"]),
        MultiFieldPanel(["picture", "picture_alt"], heading=_("Picture")),
        "introduction",
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["lessons"] = lessons = list(self.lessons().defer("body"))
        context["minutes"] = sum(lesson.reading_minutes for lesson in lessons)
        return context

    def lessons(self) -> PageQuerySet:
        """Return the lessons a resident can open, in order."""
        return LessonPage.objects.live().child_of(self)

    def lesson_keys(self) -> set[UUID]:
        """Return the keys of the lessons that completing the course takes.

        They are those of the first language, so that a translation still under way
        makes no course easier.
        """
        original = self.in_language(settings.LANGUAGE_CODE)
        return set(original.lessons().values_list("translation_key", flat=True))


class LessonPage(CodedPage):
    """One lesson of a course, short enough to be read in one sitting.

    The two languages are two pages with one ``translation_key``: facts about what a
    resident did are kept by that key, whichever language they read.
    """

    outcome = models.CharField(
        _("what one can do afterwards"),
        max_length=240,
        help_text=_("Said first. Begins with a verb: open, find, refuse."),
    )
    summary = models.CharField(_("summary for lists"), max_length=160, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(
        _("reading time (minutes)"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    skill_codes = models.CharField(
        _("skill codes"),
        max_length=40,
        blank=True,
        validators=[_skills],
        help_text=_(
            "Numbers of the skills framework, e.g. 2.3, 1.2; the main one first."
        ),
    )
    core_skill = models.PositiveSmallIntegerField(
        _("core skill"), choices=CoreSkill, default=CoreSkill.NONE
    )
    checked_on = models.DateField(
        _("steps last checked"),
        null=True,
        blank=True,
        help_text=_("When somebody last went through the steps on the real screens."),
    )
    review_by = models.DateField(
        _("check again by"),
        null=True,
        blank=True,
        help_text=_("After this day the lesson says that it may be out of date."),
    )
    body = BodyField(in_menu_order(), verbose_name=_("lesson"))
    quiz = models.ForeignKey(
        "quizzes.Quiz",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("quiz"),
    )

    base_form_class = LessonPageForm
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        "outcome",
        "summary",
        MultiFieldPanel(["picture", "picture_alt"], heading=_("Picture at the top")),
        "body",
        QuizStatePanel(),
        "quiz",
        MultiFieldPanel(
            [
                FieldRowPanel(["code", "reading_minutes"]),
                FieldRowPanel(["core_skill", "skill_codes"]),
                FieldRowPanel(["checked_on", "review_by"]),
            ],
            heading=_("Facts about the lesson"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("outcome"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.CheckConstraint(
                condition=Q(reading_minutes__gte=1, reading_minutes__lte=20),
                name="courses_lesson_minutes_1_to_20",
            ),
            models.CheckConstraint(
                condition=Q(core_skill__lte=5), name="courses_lesson_core_skill_0_to_5"
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None)
                | Q(review_by=None)
                | Q(review_by__gt=F("checked_on")),
                name="courses_lesson_reviewed_after_checked",
                violation_error_message=_(
                    "The day to check again must lie after the day it was checked."
                ),
            ),
        ]

    @cached_property
    def course(self) -> CoursePage:
        above = self._get_basepath(self.path, self.depth - 1)
        return CoursePage.objects.select_related("locale").get(path=above)

    @property
    def may_be_out_of_date(self) -> bool:
        """Return whether the day to check the steps again has passed, in Việt Nam."""
        return bool(self.review_by) and self.review_by < timezone.localdate()

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["course"] = course = self.course
        lessons = list(course.lessons().defer("body"))
        place = next(
            (n for n, lesson in enumerate(lessons) if lesson.pk == self.pk), None
        )
        if place is not None:  # an unpublished lesson in a preview has no neighbours
            context["previous"] = lessons[place - 1] if place else None
            context["next"] = lessons[place + 1] if place + 1 < len(lessons) else None
            context["number"], context["of"] = place + 1, len(lessons)
        return context


class LoadedPageQuerySet(models.QuerySet):
    def gone(self) -> Self:
        """Return those whose page has been deleted since."""
        pages = Page.objects.filter(
            translation_key=models.OuterRef("key"),
            locale__language_code=models.OuterRef("language"),
        )
        return self.filter(~models.Exists(pages)).order_by("code", "-language")


class LoadedPage(models.Model):
    """A course or lesson that came from a text file, remembered when it is deleted.

    So that a trainer who deletes a starter lesson does not meet it again at the next
    loading of the files.
    """

    key = models.UUIDField()
    language = models.CharField(max_length=10)
    code = models.CharField(max_length=8)

    objects = LoadedPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], name="courses_loaded_page_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.language})"
