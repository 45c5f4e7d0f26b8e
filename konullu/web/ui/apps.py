from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "konullu.web.ui"
    label = "ui"
