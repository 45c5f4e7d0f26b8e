from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "konullu.accounts"
    label = "accounts"
