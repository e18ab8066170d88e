from django.apps import AppConfig


class LooksConfig(AppConfig):
    name = "lms.looks"
    label = "looks"
