"""Where programmes are put together, and what follows a lesson gone offline."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from lms.progress.forms import ProgrammeForm
from lms.progress.models import Programme
from lms.progress.panels import VersionsPanel
from lms.progress.scheduling import ask_for_courses_of, ask_for_every_course
from lms.progress.services import ask_for_completions, set_rule

MEANT = ("age_from", "age_until", "sex")
RULE = ("of", "courses", "skills", "at_least", "from_on")


class KeepsTheRule:
    """Saving a programme keeps a new rule, and has it completed for who meets it."""

    @transaction.atomic
    def save_instance(self) -> Programme:
        programme, now = super().save_instance(), timezone.now()
        from_on = self.form.cleaned_data["from_on"]
        set_rule(programme, self.form.rule, at=now, from_on=from_on)
        ask_for_completions(programme, at=now)
        return programme


class CreateProgramme(KeepsTheRule, generic.CreateView):
    pass


class EditProgramme(KeepsTheRule, generic.EditView):
    pass


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    add_view_class = CreateProgramme
    edit_view_class = EditProgramme
    icon = "folder-open-inverse"
    menu_label = _("Programmes")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["title_vi", "title_en", "active"]
    search_fields = ["title_vi", "title_en"]
    search_backend_name = None
    panels = [
        FieldPanel("title_vi"),
        FieldPanel("title_en"),
        FieldPanel("slug"),
        FieldPanel("active"),
        MultiFieldPanel(
            [
                FieldRowPanel(["audience_vi", "audience_en"]),
                FieldRowPanel([FieldPanel(name) for name in MEANT]),
            ],
            heading=_("For whom"),
            help_text=_("Leave all of it empty where it is for everybody."),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in RULE], heading=_("What it takes")
        ),
        VersionsPanel(heading=_("Rules so far")),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ProgrammeForm]:
        return ProgrammeForm


@hooks.register("register_admin_viewset")
def programmes() -> ProgrammeViewSet:
    return ProgrammeViewSet("programmes")


@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def complete_what_takes_less(request: HttpRequest, page: Page) -> None:
    ask_for_courses_of([page], at=timezone.now())


@hooks.register("after_move_page")
def complete_what_takes_less_elsewhere(request: HttpRequest, page: Page) -> None:
    ask_for_every_course(at=timezone.now())


@hooks.register("after_bulk_action")
def complete_what_takes_less_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    if action_type in {"unpublish", "delete"} and issubclass(action.model, Page):
        ask_for_courses_of(objects, at=timezone.now())
    elif action_type == "move" and issubclass(action.model, Page):
        ask_for_every_course(at=timezone.now())
