from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "konullu.web.registry"
    label = "registry"
