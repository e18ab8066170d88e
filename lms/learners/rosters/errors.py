"""Why a list cannot go on, each in a sentence for whoever sent it."""

from django.utils.translation import gettext_lazy as _


class RosterError(Exception):
    """A list that cannot do what it was told to. Nothing was changed."""

    sentence = _("This list cannot go on like this.")

    @property
    def for_resident(self) -> str:
        return str(self.sentence)

    def __str__(self) -> str:
        return self.for_resident


class ColumnMissing(RosterError):
    sentence = _(
        "Please say in which columns the names and the birth years stand: "
        "nobody can be taken over without them."
    )


class ColumnTwice(RosterError):
    sentence = _("Two columns are said to hold the same. Please look again.")


class NotNow(RosterError):
    sentence = _(
        "This list is further on by now: somebody else may have pressed as well. "
        "Please look at it again."
    )


class AnotherIsRunning(RosterError):
    sentence = _(
        "Another list of this commune is just being taken over. Please wait until "
        "it is done."
    )


class SentAlready(RosterError):
    sentence = _(
        "This very file was taken over already. To send it again, first take that "
        "list back."
    )
