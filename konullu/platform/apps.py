import atexit

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "konullu.platform"
    label = "platform"

    def ready(self) -> None:
        from django.db import connections

        # While threads can still be stopped: a pool that is left to the end of the interpreter holds it up for 20 seconds.
        atexit.register(lambda: [each.close_pool() for each in connections.all(initialized_only=True)])
