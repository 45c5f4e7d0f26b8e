from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "konullu.opportunities"
    label = "opportunities"
