"""What a resident says beside the answers: did somebody help?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.lib.facts import HelpedBy, HowWitnessed, Witness


class HonestyForm(forms.Form):
    """Did you do it alone? Asked kindly; help is nothing bad."""

    helped_by = forms.ChoiceField(
        label=_("Did somebody help you with these questions?"),
        help_text=_("Help is nothing bad. It counts just the same."),
        choices=[("alone", _("No, I did it alone")), *HelpedBy.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether somebody helped you.")},
    )

    use_required_attribute = False

    def how(self) -> HowWitnessed:
        """Return what was said, as it is carried along the path."""
        helped_by = self.cleaned_data["helped_by"]
        if helped_by == "alone":
            return HowWitnessed()
        return HowWitnessed(Witness.HELPED, helped_by=helped_by)
