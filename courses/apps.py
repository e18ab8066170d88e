from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses import staleness, translating  # noqa: PLC0415  # models come first

        staleness.listen()
        translating.listen()
