"""What the editor shows of a programme beside what can be filled in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.panels import Panel

from courses.models import CoreSkill, CoursePage
from lms.learners.models import Sex
from lms.progress.models import ProgrammeVersion
from lms.progress.rules import Meant, Rule


@dataclass(frozen=True)
class VersionLine:
    """One version in words, and how many completed the programme by it."""

    version: ProgrammeVersion
    takes: str
    meant: str


class VersionsPanel(Panel):
    """Lists by which rules a programme was completed so far, the newest first."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "progress/admin/versions.html"

        def is_shown(self) -> bool:
            return not self.instance._state.adding  # keys are made early

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "lines": lines_of(self.instance.versions.all())}


def lines_of(versions: Any) -> list[VersionLine]:
    """Return versions as they are listed: two queries, however many."""
    counted = versions.annotate(completed=Count("completions"))
    known = list(counted.order_by("-number"))
    titles = _titles({key for each in known for key in each.rule.keys})
    return [
        VersionLine(each, _takes(each.rule, titles), _meant(each.rule.meant))
        for each in known
    ]


def _titles(keys: set[str]) -> dict[str, str]:
    """Return core skills and courses by the keys by which a rule names them."""
    courses = CoursePage.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE,
        translation_key__in=[key for key in keys if len(key) > 1],
    ).order_by("path")
    titles = {str(each.translation_key): each.title for each in courses}
    return titles | {str(n): str(label) for n, label in CoreSkill.choices}


def _takes(rule: Rule, titles: dict[str, str]) -> str:
    gone = _("a course that is gone")
    names = sorted(titles.get(key, gone) for key in rule.keys)
    words = {"parts": "; ".join(names), "number": rule.wanted}
    if rule.at_least is None:
        return _("All of: %(parts)s") % words
    some = ngettext(
        "At least %(number)d of: %(parts)s",
        "At least %(number)d of: %(parts)s",
        rule.wanted,
    )
    return some % words


def _meant(meant: Meant) -> str:
    words = {"low": meant.age_from, "high": meant.age_until}
    if meant.age_from is not None and meant.age_until is not None:
        age = _("aged %(low)d to %(high)d") % words
    elif meant.age_from is not None:
        age = _("aged %(low)d or older") % words
    elif meant.age_until is not None:
        age = _("aged %(high)d or younger") % words
    else:
        age = ""
    sex = str(Sex(meant.sex).label) if meant.sex else ""
    return ", ".join(each for each in (sex, age) if each) or _("Everybody")
