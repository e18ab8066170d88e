"""The fields of the editor's forms: what is typed there is cleaned as everywhere."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField

from lms.lib.forms import LineField, LinesField, RichField, WholeNumberField


def register() -> None:
    """Have titles, texts and whole numbers of the editor taken in by our fields.

    Columns of a narrower kind, such as an address of the web, check themselves.
    """
    lines = {"form_class": LinesField, "widget": AdminAutoHeightTextInput}
    for column, override, exact in (
        (models.CharField, {"form_class": LineField}, True),
        (models.TextField, lines, True),
        (RichTextField, {"form_class": RichField}, False),
        (models.IntegerField, {"form_class": WholeNumberField}, False),
    ):
        register_form_field_override(column, override=override, exact_class=exact)
