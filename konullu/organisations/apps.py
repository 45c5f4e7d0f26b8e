from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "konullu.organisations"
    label = "organisations"
