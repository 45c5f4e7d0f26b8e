from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "konullu.jobs"
    label = "jobs"

    def ready(self) -> None:
        from konullu import reactions

        reactions.register()
