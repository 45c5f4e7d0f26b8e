from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "konullu.api"
    label = "api"
