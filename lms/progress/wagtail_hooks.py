"""Where operators put programmes together: a programme asks for several courses."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from lms.progress.forms import ProgrammeForm
from lms.progress.models import Programme
from lms.progress.services import ask_for_completions


class AsksWhoHasDoneIt:
    """Saving a programme has it completed for those who did its courses before."""

    def save_instance(self) -> Programme:
        programme = super().save_instance()
        ask_for_completions(programme, at=timezone.now())
        return programme


class CreateProgramme(AsksWhoHasDoneIt, generic.CreateView):
    pass


class EditProgramme(AsksWhoHasDoneIt, generic.EditView):
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
        FieldPanel("courses"),
        FieldPanel("active"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ProgrammeForm]:
        return ProgrammeForm


@hooks.register("register_admin_viewset")
def programmes() -> ProgrammeViewSet:
    return ProgrammeViewSet("programmes")
