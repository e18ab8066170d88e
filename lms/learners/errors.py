"""What can go wrong with a resident's row, with the sentence that is read then."""

from django.utils.translation import gettext_lazy as _


class CardClosed(Exception):
    """The agreement was taken back: nothing new may be kept about the resident."""

    for_resident = _("This card is closed. To learn with a card, please get a new one.")
