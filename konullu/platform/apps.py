from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "konullu.platform"
    label = "platform"
