"""Signing in: residents by code and PIN, staff by user name and password."""

from typing import Any

from axes.utils import reset
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
)
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.accounts.codes import (
    CODE_LENGTH,
    PIN_LENGTH,
    easily_guessed,
    typed_code,
)
from lms.accounts.models import User
from lms.lib.forms import LineField


class PinField(LineField):
    """Six digits, typed with spaces or without."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": autocomplete}
        widget = forms.PasswordInput(attrs=attrs)
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        pin = "".join(super().clean(value).split())
        if not (len(pin) == PIN_LENGTH and pin.isascii() and pin.isdigit()):
            raise ValidationError(_("The PIN is six digits, nothing else."))
        return pin


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
    pin = PinField(
        label=_("Your PIN"),
        help_text=_("The six digits on your card."),
        autocomplete="current-password",
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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "code" in data and "pin" in data:
            self.user = authenticate(
                self.request, username=data["code"], password=data["pin"]
            )
            if self.user is None and is_of_closed_card(data["code"], data["pin"]):
                raise ValidationError(
                    _(
                        "This card was closed. If you have another one, sign in with "
                        "that. To learn with a card again, press “Get a card” below, "
                        "or ask your helper: you get a new one, which begins anew."
                    )
                )
            if self.user is None:
                raise ValidationError(
                    _(
                        "The code and the PIN do not belong together. Please look at "
                        "your card once more, or ask your helper for a new PIN."
                    )
                )
        return data


def is_of_closed_card(code: str, pin: str) -> bool:
    """Return whether this is the PIN of a card that its resident had closed.

    It takes as long where there is no such card, so that not even time tells which
    codes are closed.
    """
    closed = User.objects.filter(username=code, is_active=False).first()
    nobody = User(password=UNUSABLE_PASSWORD_PREFIX)
    return (closed or nobody).check_password(pin)


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


def is_secret_of(user: User, secret: str, request: HttpRequest) -> bool:
    """Return whether this is somebody's PIN or password.

    It is tried as at the door: five wrong ones close the name, also on a phone that
    somebody left lying about, and the right one makes up for those before it.
    """
    name = user.get_username()
    right = authenticate(request, username=name, password=secret) is not None
    if right:
        reset(username=name)
    return right


class PasswordForm(PasswordChangeForm):
    """A new password for somebody on the staff, who types the old one first."""

    new_secret = property(lambda form: form.cleaned_data["new_password1"])
    error_messages = {
        "password_incorrect": _("This is not your password of now."),
        "password_mismatch": _("The two are not the same. Please type both again."),
    }

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request.user, *args, **kwargs)
        hint = _("Eight characters or more; three or four words are easily kept.")
        for name, label, help_text in [
            ("old_password", _("Your password of now"), ""),
            ("new_password1", _("New password"), hint),
            ("new_password2", _("New password once more"), ""),
        ]:
            self.fields[name].label, self.fields[name].help_text = label, help_text

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not is_secret_of(self.request.user, old, self.request):
            raise ValidationError(self.error_messages["password_incorrect"])
        return old


class FirstPasswordForm(SetPasswordForm):
    """A password of one's own, in place of the one that somebody else made."""

    error_messages = PasswordForm.error_messages

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        hint = _("Eight characters or more; three or four words are easily kept.")
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, first.help_text = _("New password"), hint
        again.label, again.help_text = _("New password once more"), ""

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(
                _("That is the one from the card. Please think of another.")
            )
        return password


class PinForm(forms.Form):
    """A PIN of a resident's own choice; the one on the card is typed first."""

    old = PinField(label=_("Your PIN of now"), autocomplete="current-password")
    new = PinField(
        label=_("Your new PIN"),
        help_text=_("Six digits that only you would think of. Not your birthday."),
        autocomplete="new-password",
    )
    again = PinField(label=_("New PIN once more"), autocomplete="new-password")

    new_secret = property(lambda form: form.cleaned_data["new"])

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        if not is_secret_of(self.request.user, self.cleaned_data["old"], self.request):
            raise ValidationError(_("This is not your PIN. Please look at your card."))
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        if easily_guessed(self.cleaned_data["new"]):
            raise ValidationError(
                _("This PIN is easily guessed. Please take other digits.")
            )
        return self.cleaned_data["new"]

    def clean_again(self) -> str:
        again, new = self.cleaned_data["again"], self.cleaned_data.get("new")
        if new and again != new:
            raise ValidationError(
                _("The two are not the same. Please type both again.")
            )
        return again
