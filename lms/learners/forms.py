"""What a resident or a helper fills in: to get a card, to put it right, to leave."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms import PinField, is_secret_of
from lms.communes.models import Unit
from lms.learners.models import Learner
from lms.learners.new_resident import NewResident, nearly_same
from lms.lib.forms import LineField, PhoneField
from lms.lib.ids import uuid7

OLDEST = 120  # years
YOUNGEST = 6
FOUR_DIGITS = _("Please write the year with four digits, such as 1966.")
LOOK_AGAIN = _("Nobody who learns here was born in that year. Please look again.")


class RecordField(forms.UUIDField):
    """The id that a form was sent out with. One that came back broken is made anew:
    nobody could see it, let alone put it right."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value)
        except ValidationError:
            return uuid7()


class HamletField(forms.ModelChoiceField):
    """A hamlet out of a list; whatever else was sent is refused in the same words."""

    def to_python(self, value: Any) -> Unit | None:
        try:
            return super().to_python(value)
        except ValidationError as problem:
            raise ValidationError(self.error_messages["invalid_choice"]) from problem


class NameField(LineField):
    """A full name, in letters."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Full name"),
            help_text=_(
                "All of it in one line, with the tone marks, as on the identity card."
            ),
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        lettered = any(letter.isalpha() for letter in name)
        if not lettered or any(sign in name for sign in "0123456789<>@"):
            raise ValidationError(
                _("A name has letters only. Please write it as on the identity card.")
            )
        return name


class BirthYearField(forms.IntegerField):
    """A year in which somebody may have been born who learns here today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Year of birth"),
            help_text=_("Four digits. The day is not needed."),
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "bday-year",
                    "maxlength": 4,
                }
            ),
            error_messages={"invalid": FOUR_DIGITS},
            **kwargs,
        )

    def clean(self, value: Any) -> int | None:
        year, this_year = super().clean(value), timezone.localdate().year
        if year and not this_year - OLDEST <= year <= this_year - YOUNGEST:
            raise ValidationError(FOUR_DIGITS if year < 1000 else LOOK_AGAIN)
        return year


class RegistrationForm(forms.Form):
    """The few things a card needs; ``record`` makes a second press harmless."""

    record = RecordField()
    full_name = NameField()
    birth_year = BirthYearField()
    hamlet = HamletField(
        label=_("Hamlet"),
        queryset=Unit.objects.none(),
        empty_label=_("Choose a hamlet"),
        error_messages={
            "invalid_choice": _("Please choose a hamlet from the list."),
        },
    )
    phone = PhoneField(
        label=_("Phone"), help_text=_("A family phone is fine."), required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the certificates"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=_("I agree"),
        error_messages={
            "required": _(
                "Without your agreement we may not keep your learning. "
                "You can still read every lesson without a card."
            )
        },
    )

    def __init__(self, hamlets: QuerySet, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "record": uuid7(),
            "language": get_language(),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].queryset = hamlets

    def person(self) -> NewResident:
        """Return what was filled in, cleaned."""
        names = ("full_name", "birth_year", "hamlet", "phone", "language")
        filled_in = {name: self.cleaned_data[name] for name in names}
        return NewResident(**filled_in, read_in=get_language())

    @property
    def record_id(self) -> UUID:
        return self.cleaned_data["record"]


class CorrectionForm(forms.Form):
    """What a resident may put right.

    ``by_helper``: whoever saw the identity card may write any name. Residents alone
    may mend a slip and no more, or a certificate could be earned for somebody else:
    not by many small steps either. The year of birth stands on the card alone, so only
    a helper may write it.
    """

    full_name = NameField()
    phone = PhoneField(
        label=_("Phone"), help_text=_("A family phone is fine."), required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the certificates"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, learner: Learner, *args: Any, by_helper: bool = False, **kwargs: Any
    ) -> None:
        names = ("full_name", "birth_year", "phone", "language")
        initial = {name: getattr(learner, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        self.learner, self.by_helper = learner, by_helper
        if by_helper:
            self.fields["birth_year"] = BirthYearField()
            self.order_fields(names)

    def clean_full_name(self) -> str:
        name = self.cleaned_data["full_name"]
        if not (self.by_helper or nearly_same(name, self.learner.name_seen)):
            raise ValidationError(
                _(
                    "This is quite another name. Please show your identity card to "
                    "your helper, who writes it in."
                )
            )
        return name


class HandOverForm(forms.Form):
    """What somebody whom a list brought says to being kept; neither is ticked."""

    agreed = forms.ChoiceField(
        label=_("What does the person say?"),
        choices=[
            ("yes", _("“I agree”: make the card")),
            ("no", _("“I do not want this”: keep nothing, and never list me again")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please read it to the person, then tick what they say.")
        },
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class WithdrawalForm(forms.Form):
    """Are you sure? Asked once; nothing is asked about why."""

    sure = forms.BooleanField(
        label=_("Yes, I take my agreement back"),
        error_messages={
            "required": _("Please tick this if you are sure. Nothing has changed yet.")
        },
    )

    use_required_attribute = False


class WithdrawalBesideForm(WithdrawalForm):
    """On a helper's phone the resident's own PIN says it: it cannot be undone."""

    pin = PinField(
        label=_("Your PIN"),
        help_text=_("Type it yourself: only you can take your agreement back."),
        autocomplete="off",
    )

    def __init__(self, learner: Learner, request: HttpRequest, *args: Any) -> None:
        super().__init__(*args)
        self.learner, self.request = learner, request

    def clean(self) -> dict[str, Any]:
        """Try the PIN once all else is there: each wrong one counts."""
        data = super().clean()
        if not self.errors and not is_secret_of(
            self.learner.user, data["pin"], self.request
        ):
            self.add_error("pin", _("This is not your PIN. Please look at your card."))
        return data
