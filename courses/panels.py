"""What the editors of all kinds of page have in common."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

# Marks that stand by themselves go; what is no mark is replaced. The editor's own
# list has no Vietnamese and would write Đ as a Serbian does, dj.
PLAIN_LETTERS = [
    ("[\u0300-\u036f]", ""),
    ("[àáảãạăằắẳẵặâầấẩẫậ]", "a", "giu"),
    ("[đðɖ]", "d", "giu"),
    ("[èéẻẽẹêềếểễệ]", "e", "giu"),
    ("[ìíỉĩị]", "i", "giu"),
    ("[òóỏõọôồốổỗộơờớởỡợ]", "o", "giu"),
    ("[ùúủũụưừứửữự]", "u", "giu"),
    ("[ỳýỷỹỵ]", "y", "giu"),
]


class LearningPageForm(WagtailAdminPageForm):
    """The editor's form; suggests an address in plain letters while one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = SlugInput(formatters=PLAIN_LETTERS)


class LessonPageForm(LearningPageForm):
    """Sees that a lesson asks its questions in its own language."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        quiz = cleaned.get("quiz")
        if quiz and quiz.locale_id != self.instance.locale_id:
            sentence = _("This quiz is in another language than the lesson.")
            self.add_error("quiz", sentence)
        return cleaned


class QuizStatePanel(Panel):
    """Says why residents cannot answer a lesson's questions, where they cannot."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/quiz_state.html"

        def is_shown(self) -> bool:
            quiz = self.instance.quiz
            return bool(quiz) and not (quiz.live and self.in_own_language)

        @property
        def in_own_language(self) -> bool:
            return self.instance.quiz.locale_id == self.instance.locale_id

        @property
        def edit_url(self) -> str:
            quiz = self.instance.quiz
            return reverse(quiz.snippet_viewset.get_url_name("edit"), args=[quiz.pk])


SETTINGS_PANELS = [
    FieldPanel("slug", help_text=_("The end of the address, in plain letters.")),
    *Page.settings_panels,
]
