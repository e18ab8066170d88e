from django.apps import AppConfig


class LibConfig(AppConfig):
    """No tables: listed so that Django finds the template tags of the look."""

    name = "lms.lib"
    label = "lib"

    def ready(self) -> None:
        from lms.lib import editor_fields  # noqa: PLC0415  # forms can be read now

        editor_fields.register()
