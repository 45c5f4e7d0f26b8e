from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "konullu.web.office"
    label = "office"
