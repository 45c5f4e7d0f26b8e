from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "konullu.web.portal"
    label = "portal"
