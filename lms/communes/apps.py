from django.apps import AppConfig


class CommunesConfig(AppConfig):
    name = "lms.communes"
    label = "communes"
