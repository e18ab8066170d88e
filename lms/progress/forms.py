"""Putting courses or core skills together into a programme."""

from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from courses.models import CoreSkill, CoursePage
from lms.learners.models import Sex
from lms.lib.forms import LineField, WholeNumberField
from lms.progress.models import Programme
from lms.progress.rules import Meant, Of, Rule

OLDEST = 130  # years
SKILLS = [(str(number), label) for number, label in CoreSkill.choices if number]


def courses_to_choose(kept: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the courses by key, with their titles in the first language.

    Those to be seen now, and whichever a rule has ``kept``: saving only words is not to
    drop a course that was taken offline, or is gone.
    """
    first = {"locale__language_code": settings.LANGUAGE_CODE}
    wanted = Q(live=True) | Q(translation_key__in=kept)
    courses = CoursePage.objects.filter(wanted, **first).order_by("path")
    choices = {str(each.translation_key): _titled(each) for each in courses}
    gone = {key: _("a course that is gone") for key in kept if key not in choices}
    return [*choices.items(), *gone.items()]


def _titled(course: CoursePage) -> str:
    if course.live:
        return course.title
    return gettext("%(title)s (offline now)") % {"title": course.title}


def _age(label: Promise) -> WholeNumberField:
    return WholeNumberField(label=label, min_value=0, max_value=OLDEST, required=False)


class ProgrammeForm(WagtailAdminModelForm):
    """A programme in words, and the rule that is made a version of it where it is new.

    Courses are ticked by title and kept by key, one for all their translations.
    """

    of = forms.ChoiceField(
        label=_("Put together of"), choices=Of, initial=Of.COURSES, widget=RadioSelect
    )
    courses = forms.MultipleChoiceField(
        label=_("Courses"),
        widget=CheckboxSelectMultiple,
        required=False,
    )
    skills = forms.MultipleChoiceField(
        label=_("Core skills"),
        help_text=_("A skill counts with one completed lesson that bears it."),
        choices=SKILLS,
        widget=CheckboxSelectMultiple,
        required=False,
    )
    at_least = WholeNumberField(
        label=_("How many of them at least"),
        help_text=_("Leave it empty where all of them are wanted."),
        min_value=1,
        max_value=999,
        required=False,
    )
    age_from = _age(_("From the age of"))
    age_until = _age(_("Up to the age of"))
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("", _("Everybody")), *Sex.choices], required=False
    )
    from_on = forms.DateField(
        label=_("The rule holds from"),
        help_text=_("Leave it empty for today. It matters only where the rule is new."),
        widget=AdminDateInput,
        required=False,
    )

    class Meta:
        model = Programme
        words = ("title_vi", "title_en", "audience_vi", "audience_en")
        fields = [*words, "slug", "active"]
        field_classes = dict.fromkeys(words, LineField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = not self.instance._state.adding  # its key is made early
        newest = self.instance.newest if made else None
        ticked = as_ticked(newest.rule) if newest else {"courses": []}
        self.initial |= ticked
        self.fields["courses"].choices = courses_to_choose(ticked["courses"])

    def clean_from_on(self) -> date | None:
        day = self.cleaned_data["from_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("A rule holds from today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors:
            for name, sentence in list(self._problems(self.rule)):
                self.add_error(name, sentence)
        return values

    def _problems(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Give the field and the sentence of each thing that cannot be so."""
        said, meant = self.cleaned_data, rule.meant
        if not rule.keys:
            yield rule.of, _("Please tick at least one.")
        elif rule.wanted > len(rule.keys):
            yield "at_least", _("So many are not ticked.")
        if meant != Meant() and not (said["audience_vi"] and said["audience_en"]):
            yield "audience_vi", _("Please say in both languages for whom it is.")
        low, high = meant.age_from, meant.age_until
        if low is not None and high is not None and low > high:
            yield "age_until", _("The second age lies below the first.")

    @property
    def rule(self) -> Rule:
        """Return the rule that was filled in."""
        values = self.cleaned_data
        keys = values["courses"] if values["of"] == Of.COURSES else values["skills"]
        ages = (values["age_from"], values["age_until"])
        meant = Meant(*ages, values["sex"])
        return Rule(values["of"], tuple(sorted(keys)), values["at_least"], meant)


def as_ticked(rule: Rule) -> dict[str, Any]:
    """Return a rule as the form shows it."""
    courses = [*rule.keys] if rule.of == Of.COURSES else []
    skills = [*rule.keys] if rule.of == Of.SKILLS else []
    ticked = {"of": rule.of, "courses": courses, "skills": skills}
    return {**ticked, "at_least": rule.at_least, **asdict(rule.meant)}
