"""What is uploaded into the library: whole pictures, titles without tricks."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from lms.lib.text import TextError, clean_line

TITLE_LENGTH = 255


class PictureField(WagtailImageField):
    """A picture that opens to its last point; Wagtail's looks at the first bytes.

    One that was cut off would fail where somebody reads the lesson.
    """

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None and "svg" not in file.content_type:
                with Image.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as problem:  # whatever a stranger's file does to its reader
            sentence = self.error_messages["invalid_image"]
            raise ValidationError(sentence, code="invalid_image") from problem
        return file


def line_of(name: str) -> Callable[[ModelForm], str]:
    """Return what cleans a field of one line, in a form that makes its own fields."""

    def clean(form: ModelForm) -> str:
        needed, typed = form.fields[name].required, form.cleaned_data[name]
        try:
            return clean_line(typed, TITLE_LENGTH, required=needed)
        except TextError as problem:
            raise ValidationError(problem.for_resident) from problem

    return clean


class LibraryImageForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])

    clean_title, clean_description = line_of("title"), line_of("description")
    clean_author = line_of("author")


class LibraryDocumentForm(BaseDocumentForm):
    clean_title = line_of("title")
