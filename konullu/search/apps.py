from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "konullu.search"
    label = "search"
