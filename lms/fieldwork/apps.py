from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "lms.fieldwork"
    label = "fieldwork"
