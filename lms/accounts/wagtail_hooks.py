"""What the editor of users may not touch."""

from django.http import Http404, HttpRequest
from wagtail import hooks

from lms.accounts.models import User


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def leave_residents_alone(request: HttpRequest, user: User) -> None:
    """Let nobody open a resident here: operators see no names, and give no PINs."""
    if user.signs_in_by_card:
        raise Http404
