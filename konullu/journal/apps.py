from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "konullu.journal"
    label = "journal"
