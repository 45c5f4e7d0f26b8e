from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "konullu.places"
    label = "places"
