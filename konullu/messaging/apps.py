from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "konullu.messaging"
    label = "messaging"
