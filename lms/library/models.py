"""Pictures and documents with the words a village lesson needs beside them."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from lms.library.svg import check_svg


class Licence(models.TextChoices):
    OWN = "own", _("Made by us")
    CC0 = "cc0", _("Public domain")
    CC_BY = "cc-by", _("Creative Commons, name the author")
    PERMISSION = "permission", _("Used with permission")


class LibraryImage(AbstractImage):
    """A picture; ``description`` is its alternative text and must say what matters."""

    author = models.CharField(_("author"), max_length=120, blank=True)
    licence = models.CharField(
        _("licence"), max_length=12, choices=Licence, default=Licence.OWN
    )
    admin_form_fields = (*Image.admin_form_fields, "author", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def clean(self) -> None:
        """Look into a new drawing before it is kept."""
        super().clean()
        is_new = self.file and not getattr(self.file, "_committed", True)
        if is_new and PurePath(self.file.name).suffix.lower() == ".svg":
            try:
                check_svg(self.file.file)
            except ValidationError as problem:
                raise ValidationError({"file": problem}) from problem


class LibraryRendition(AbstractRendition):
    """One size of one picture; can be thrown away and made again."""

    image = models.ForeignKey(
        LibraryImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="library_rendition_once",
            )
        ]


class LibraryDocument(AbstractDocument):
    """A file for download; residents see its size before they take it."""

    licence = models.CharField(
        _("licence"), max_length=12, choices=Licence, default=Licence.OWN
    )
    admin_form_fields = (*Document.admin_form_fields, "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
