"""Signing in: residents by code and PIN, staff by user name and password."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.accounts.codes import CODE_LENGTH, PIN_LENGTH, typed_code
from lms.accounts.models import User
from lms.lib.forms import LineField


class ResidentSignInForm(forms.Form):
    """A learner code and a PIN; says which of the two to look at again."""

    code = LineField(
        label=_("Your learner code"),
        help_text=_("The eight digits on your card."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "username",
                "placeholder": "0000 0000",
            }
        ),
    )
    pin = LineField(
        label=_("Your PIN"),
        help_text=_("The six digits on your card."),
        max_length=20,
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "current-password"}
        ),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        self.user: User | None = None
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if code is None:
            sentence = _(
                "This code has a wrong digit. It has %(count)s digits; "
                "please compare it with your card."
            )
            raise ValidationError(sentence % {"count": CODE_LENGTH})
        return code

    def clean_pin(self) -> str:
        pin = "".join(self.cleaned_data["pin"].split())
        if not (len(pin) == PIN_LENGTH and pin.isascii() and pin.isdigit()):
            raise ValidationError(_("The PIN is six digits, nothing else."))
        return pin

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "code" in data and "pin" in data:
            self.user = authenticate(
                self.request, username=data["code"], password=data["pin"]
            )
            if self.user is None:
                raise ValidationError(
                    _(
                        "The code and the PIN do not belong together. Please look at "
                        "your card once more, or ask your helper for a new PIN."
                    )
                )
        return data


class StaffSignInForm(AuthenticationForm):
    """User name and password, for helpers, trainers and officers.

    A name too long for a column is refused here: failed tries are written down by it.
    """

    username = LineField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "username"}
        ),
    )
    error_messages = {
        "invalid_login": _(
            "The user name and the password do not belong together. "
            "Capital and small letters make a difference."
        ),
        "inactive": _("This sign-in is switched off. Please ask your commune officer."),
    }
