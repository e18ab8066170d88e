"""Who signs in. What a person may see is a position in a unit: `lms.communes`."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.accounts.codes import typed_code
from lms.lib.facts import Fact
from lms.lib.ids import uuid7


class User(AbstractUser):
    """A sign-in: staff by user name and password, residents by learner code and PIN.

    Personal data: the name a person is called by, to greet them and to say who
    helped; kept while the sign-in exists. No e-mail is needed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    full_name = models.CharField(_("full name"), max_length=80, blank=True)
    must_choose_password = models.BooleanField(
        _("has to choose a password"),
        default=False,
        help_text=_("Somebody else made the password; it opens nothing but a new one."),
    )
    first_name = None
    last_name = None

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        indexes = [
            # Few among many: every list of people leaves them out.
            models.Index(
                fields=["id"],
                name="accounts_user_closed",
                condition=models.Q(is_active=False),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def signs_in_by_card(self) -> bool:
        """Return whether this is a resident: a learner code is nobody else's name."""
        return typed_code(self.username) == self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        """Return the given name: Vietnamese people are addressed by it."""
        return str(self).split()[-1]


class PasswordRenewal(Fact):
    """Somebody on the staff got a first password anew from the office above.

    Personal data: who made it. Why: whoever knew it could have acted in their name
    until they chose another. Until: as long as the sign-in.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="password_renewals"
    )
    renewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("new first password")
        verbose_name_plural = _("new first passwords")
