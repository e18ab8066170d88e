"""Where trainers write quizzes: the list, the editor, and what may not be deleted."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, PublishingPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from lms.lib.text import fold
from quizzes.models import Quiz


class QuizIndexView(IndexView):
    def search_queryset(self, queryset: QuerySet[Quiz]) -> QuerySet[Quiz]:
        """Return the quizzes whose title has the words, with tone marks or without."""
        if not self.is_searching:
            return queryset
        wanted = fold(self.search_query)
        titles = queryset.values_list("pk", "title")
        found = [pk for pk, title in titles if wanted in fold(title)]
        return queryset.filter(pk__in=found)


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "clipboard-list"
    menu_label = _("Quizzes")
    menu_order = 210
    add_to_admin_menu = True
    index_view_class = QuizIndexView
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["title"]
    list_display = [
        "title",
        LocaleColumn(label=_("Language")),
        "pass_percent",
        LiveStatusTagColumn(label=_("Status")),
    ]
    panels = [
        FieldPanel("title"),
        FieldPanel("pass_percent"),
        InlinePanel(
            "questions",
            heading=_("Questions"),
            label=_("Question"),
            min_num=1,
            panels=[
                FieldPanel(
                    "content",
                    heading=_("Kind of question"),
                    help_text=_("One kind each. For more, add a question at the end."),
                ),
                FieldPanel("read_again"),
            ],
        ),
        PublishingPanel(),
    ]


register_snippet(QuizViewSet)


@hooks.register("before_delete_snippet")
def keep_what_was_asked(
    request: HttpRequest, snippets: Iterable[Model]
) -> HttpResponse | None:
    """Refuse to delete a quiz that was ever published, and say what to do instead.

    Marks rest on its editions, which the database keeps as well.
    """
    for snippet in snippets:
        if isinstance(snippet, Quiz) and snippet.editions.exists():
            sentence = gettext(
                "“%(quiz)s” has been published, so residents’ marks rest on it. "
                "It cannot be deleted. You can unpublish it: then nobody is asked "
                "these questions any more."
            )
            messages.error(request, sentence % {"quiz": snippet})
            return redirect(snippet.snippet_viewset.get_url_name("list"))
    return None
