"""What a trainer sees of ours: in the editor, beside it, and in its picker."""

from django.urls import reverse
from wagtail.blocks import Block
from wagtail.models import Page
from wagtail.users.models import UserProfile

from courses.models import LessonPage
from quizzes.models import Question, Quiz
from tests.journeys import world
from tests.journeys.pages import page_type


def speak(guide):
    """Let the editor speak the language of the guide."""
    profile = UserProfile.get_for_user(world.user("trainer"))
    profile.preferred_language = guide.language
    profile.save()


@page_type("editor", who="trainer", only="#welcome-section")
def editor(guide):
    speak(guide)
    return reverse("wagtailadmin_home")


def _file_examples(kind: str, field) -> None:
    """File how each block of a field is shown small, in the picker."""
    for key, block in field.stream_block.child_blocks.items():

        @page_type(f"{kind}: {key}", who="trainer", only="main")
        def example(guide, block: Block = block):
            speak(guide)
            there = reverse("wagtailadmin_block_preview")
            return f"{there}?id={block.definition_prefix}"


_file_examples("example of a question", Question._meta.get_field("content"))
_file_examples("example of a block", LessonPage._meta.get_field("body"))


def _draft(quiz, mode):
    revision = quiz.save_revision()
    name = Quiz.snippet_viewset.get_url_name("revisions_view")
    return f"{reverse(name, args=[quiz.pk, revision.pk])}?mode={mode}"


@page_type("draft of a quiz", who="trainer", only="main")
def draft(guide):
    return _draft(guide.lesson("C1").quiz, "")


@page_type("draft of a quiz, answers", who="trainer", only="main")
def draft_with_answers(guide):
    return _draft(guide.lesson("C1").quiz, "review")


@page_type("draft of a lesson", who="trainer", only="main")
def draft_of_a_lesson(guide):
    lesson = Page.objects.get(pk=guide.lesson("C1").pk)
    return reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
