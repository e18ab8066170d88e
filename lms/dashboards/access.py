"""The one way an officer's view begins: is this place theirs, and for what?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lms.accounts.roles import Data, Role
from lms.communes.models import COMMUNE_KINDS, Kind, Position, Unit, UnitQuerySet
from lms.communes.services import opened_to

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Let in who has signed in; send others to the sign-in of staff."""
    return never_cache(login_required(view, login_url="accounts:staff_sign_in"))


def in_commune(*kinds_of_data: Data) -> Callable[[View], View]:
    """Give the view the commune of this code, to whoever may see all of this there.

    What else is open of it to them stands in ``request.opened``.
    To everybody else it does not exist: that a name was typed right is no news either.
    """
    return _in_place(UnitQuerySet.communes, kinds_of_data)


def in_province(*kinds_of_data: Data) -> Callable[[View], View]:
    """Give the view the province of this code, to whoever may see all of this there."""
    return _in_place(lambda units: units.filter(kind=Kind.PROVINCE), kinds_of_data)


def in_office(*kinds_of_data: Data) -> Callable[[View], View]:
    """Give the view the commune or province of this code, as `in_commune` does."""
    kinds = COMMUNE_KINDS | {Kind.PROVINCE}
    return _in_place(lambda units: units.filter(kind__in=kinds), kinds_of_data)


def _in_place(
    narrowed: Callable[[UnitQuerySet], UnitQuerySet], kinds_of_data: tuple[Data, ...]
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def checked(
            request: HttpRequest, code: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            today = timezone.localdate()
            units = narrowed(Unit.objects.on(today)).filter(code=code)
            unit = units.with_address().first()
            opened = unit and opened_to(request.user, unit, on=today)
            if not opened or not opened.kinds.issuperset(kinds_of_data):
                raise Http404
            request.opened = opened
            return view(request, unit, *args, **kwargs)

        return for_staff(checked)

    return decorate


def for_operator(view: View) -> View:
    """Let in operators; to other staff it says that this is not theirs."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_operator(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_staff(checked)


def is_operator(request: HttpRequest) -> bool:
    held = Position.objects.of(request.user).on(timezone.localdate())
    return request.user.is_superuser or held.filter(role=Role.OPERATOR).exists()


def looks_from_above(request: HttpRequest) -> bool:
    """Return whether the place of a view opens to this user from above only."""
    return not request.opened.from_within


def opens(request: HttpRequest, *kinds_of_data: Data) -> bool:
    """Return whether all of this may be seen of the place of a view as well."""
    return request.opened.kinds.issuperset(kinds_of_data)
