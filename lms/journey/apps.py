from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "lms.journey"
    label = "journey"
