from django.apps import AppConfig


class LibConfig(AppConfig):
    """No tables: listed so that Django finds the template tags of the look."""

    name = "lms.lib"
    label = "lib"
