from django.apps import AppConfig


class VolunteerConfig(AppConfig):
    name = "konullu.web.volunteer"
    label = "volunteer"
