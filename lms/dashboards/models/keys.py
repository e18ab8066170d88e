"""Keys with which a data platform reads open figures at a higher rate."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenKey(models.Model):
    """A key of a data platform; only its hash is kept, the key is shown once.

    It opens nothing that is not open to all, and may ask more often.
    Personal data: none; the name is that of an office or a system.
    """

    name = models.CharField(_("name"), max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("key to open figures")
        verbose_name_plural = _("keys to open figures")

    def __str__(self) -> str:
        return self.name
