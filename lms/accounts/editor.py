"""Tells Wagtail's user pages to use ours."""

from wagtail.users.apps import WagtailUsersAppConfig


class EditorUsersConfig(WagtailUsersAppConfig):
    user_viewset = "lms.accounts.viewsets.StaffViewSet"
