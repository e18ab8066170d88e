"""Putting courses together into a programme."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import CoursePage
from lms.progress.models import Programme


def courses_to_choose() -> QuerySet[CoursePage]:
    """Return the courses in the first language, one for all their translations."""
    first = {"locale__language_code": settings.LANGUAGE_CODE}
    return CoursePage.objects.live().filter(**first).order_by("path")


class ProgrammeForm(WagtailAdminModelForm):
    """A programme, its courses ticked by title and kept by key."""

    courses = forms.ModelMultipleChoiceField(
        label=_("Courses"),
        help_text=_("Whoever has completed all of them gets the certificate."),
        queryset=CoursePage.objects.none(),
        to_field_name="translation_key",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Programme
        fields = ["title_vi", "title_en", "slug", "active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["courses"].queryset = courses_to_choose()
        self.initial["courses"] = [UUID(key) for key in self.instance.course_keys]

    def save(self, commit: bool = True) -> Programme:
        chosen = self.cleaned_data["courses"]
        self.instance.course_keys = sorted(str(each.translation_key) for each in chosen)
        return super().save(commit)
