"""What can be done to the hamlets of a commune: the words, the form, the service."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.communes.services import (
    Change,
    merge_hamlets,
    move_hamlet,
    rename_hamlet,
    settle_hamlet,
    split_hamlet,
)
from lms.dashboards.hamlet_forms import (
    ChangeForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SettleForm,
    SplitForm,
)

Make = Callable[[list[Unit], Unit, dict[str, Any]], Callable[..., Change]]


@dataclass(frozen=True)
class Verb:
    """One kind of change, how many hamlets it takes, and which service makes it."""

    title: str | Promise
    lead: str | Promise
    form: type[ChangeForm]
    make: Make
    fewest: int = 1
    most: int | None = 1
    of_waiting: bool = False
    elsewhere: bool = False  # for whoever looks after another commune as well


VERBS = {
    "rename": Verb(
        _("Give the hamlet another name"),
        _("The old name stays in the history, and people can still find it."),
        RenameForm,
        lambda hamlets, _commune, data: partial(
            rename_hamlet, hamlets[0], data["name"], on=data["on"]
        ),
    ),
    "merge": Verb(
        _("Merge hamlets"),
        _("Everybody who lives in them goes over to the new hamlet."),
        MergeForm,
        lambda hamlets, _commune, data: partial(
            merge_hamlets, hamlets, data["name"], on=data["on"]
        ),
        fewest=2,
        most=None,
    ),
    "split": Verb(
        _("Divide the hamlet"),
        _("Afterwards you say who lives in which part, one by one or all at once."),
        SplitForm,
        lambda hamlets, _commune, data: partial(
            split_hamlet, hamlets[0], data["names"], on=data["on"]
        ),
    ),
    "move": Verb(
        _("Move the hamlet to another commune"),
        _("Everybody who lives there goes along, with everything learnt."),
        MoveForm,
        lambda hamlets, _commune, data: partial(
            move_hamlet, hamlets[0], data["into"], name=data["name"], on=data["on"]
        ),
        elsewhere=True,
    ),
    "settle": Verb(
        _("This hamlet is ours now"),
        _("It belongs to your commune from the day on which the communes changed."),
        SettleForm,
        lambda hamlets, commune, data: partial(
            settle_hamlet, hamlets[0], commune, name=data["name"]
        ),
        of_waiting=True,
    ),
}
