"""What an officer fills in to move a resident, let them go, or forget them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.codes import typed_code
from lms.communes.models import Unit, UnitQuerySet
from lms.dashboards.in_charge_forms import DayField
from lms.learners.forms import HamletField
from lms.learners.households import housemates
from lms.learners.models import Learner, WhyLeft
from lms.lib.forms import LineField


class PersonForm(forms.Form):
    """Every change of a row begins with the hamlets of the commune, and today."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        commune: Unit,
        hamlets: UnitQuerySet,
        others: QuerySet,
        today: date,
        learner: Learner | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.commune, self.today, self.others = commune, today, others
        self.learner = learner
        if "hamlet" in self.fields:
            self.fields["hamlet"].queryset = hamlets

    def not_to_come(self, day: date) -> date:
        if day > self.today:
            raise ValidationError(_("This day lies in the future."))
        return day


class Household(TextChoices):
    """Who of a household moves, where one of it does."""

    WHOLE = "whole", gettext_lazy("Their whole household")
    ALONE = "alone", gettext_lazy("They alone: they leave the household")


class MoveHomeForm(PersonForm):
    """Where to, since when, and who goes along, where there is a household.

    Nobody is asked of who comes back from elsewhere, or is taken in here.
    """

    hamlet = HamletField(
        label=gettext_lazy("Lives in"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Choose a hamlet"),
        error_messages={
            "invalid_choice": gettext_lazy("Please choose a hamlet from the list.")
        },
    )
    on = DayField(label=gettext_lazy("Since"))
    household = forms.ChoiceField(
        label=gettext_lazy("Who moves?"),
        choices=Household,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please tick one of them.")},
    )

    def __init__(self, *args: Any, learner: Learner | None = None, **kw: Any) -> None:
        super().__init__(*args, learner=learner, **kw)
        gone = learner is None or (learner.left_on and learner.left_on < self.today)
        if learner is None or gone or not learner.household:
            del self.fields["household"]
            return
        mates = housemates(learner, learner.home_id, on=self.today)
        names = ", ".join(each.full_name for each in [learner, *mates])
        whole = f"{Household.WHOLE.label}: {names}"
        alone = Household.ALONE
        self.fields["household"].choices = [
            (Household.WHOLE.value, whole),
            (alone.value, alone.label),
        ]

    def clean_on(self) -> date:
        return self.not_to_come(self.cleaned_data["on"])


class LeaveForm(PersonForm):
    why = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=WhyLeft,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please tick one of them.")},
    )
    last_on = DayField(label=gettext_lazy("Last day here"))

    def clean_last_on(self) -> date:
        return self.not_to_come(self.cleaned_data["last_on"])


class GiveForm(PersonForm):
    """To which commune, and until when they were here."""

    to = HamletField(
        label=gettext_lazy("Which commune?"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Choose a commune"),
        error_messages={
            "invalid_choice": gettext_lazy("Please choose a commune from the list.")
        },
    )
    last_on = DayField(label=gettext_lazy("Last day here"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Unit.objects.on(self.today).communes().exclude(pk=self.commune.pk)
        self.fields["to"].queryset = there.in_order()

    def clean_last_on(self) -> date:
        return self.not_to_come(self.cleaned_data["last_on"])


class ForgetForm(PersonForm):
    sure = forms.BooleanField(
        label=gettext_lazy("They wish it, and know that it cannot be undone"),
        error_messages={
            "required": gettext_lazy(
                "Please tick this if you are sure. Nothing has changed yet."
            )
        },
    )


class MergeForm(PersonForm):
    """The other row by its code; who it is is said before anything is joined."""

    code = LineField(
        label=gettext_lazy("Code of the row that goes on"),
        help_text=gettext_lazy("The eight digits on the card they go on with."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("It is the same person"), required=False
    )

    def clean_code(self) -> Learner:
        """Return the other row."""
        code = typed_code(self.cleaned_data["code"])
        other = self.others.filter(code=code).first() if code else None
        if other is None:
            raise ValidationError(
                _("Nobody else in the commune has a card with this code.")
            )
        return other

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        other = data.get("code")
        if other and not data.get("sure"):
            words = {"name": other.full_name, "year": other.birth_year}
            sentence = _(
                "This is the card of %(name)s, born %(year)s. Tick this if it is the "
                "same person. Nothing has changed yet."
            )
            self.add_error("sure", sentence % words)
        return data


class NothingForm(PersonForm):
    """Nothing has to be filled in."""
