"""Writes sign-ins; residents get theirs with their card, `lms.learners`."""

from lms.accounts.models import User


def add_staff(
    user_name: str, full_name: str, password_hash: str, *, operator: bool = False
) -> User:
    """Return the new sign-in of somebody on the staff.

    ``operator`` opens the whole editor. The hash is made by the caller, who may need
    one for several people: it is meant to be slow.
    """
    return User.objects.create(
        username=user_name,
        full_name=full_name,
        password=password_hash,
        is_staff=True,
        is_superuser=operator,
    )


def change_password(user: User, secret: str) -> None:
    """Let a new password or PIN open the sign-in; the old one no longer does."""
    user.set_password(secret)
    user.save(update_fields=["password"])
