import atexit

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "konullu.platform"
    label = "platform"

    def ready(self) -> None:
        from django.db import connections

        # While threads can still be stopped: a pool left to the end of the interpreter holds it up for 20 seconds.
        def close_pools() -> None:
            for connection in connections.all(initialized_only=True):
                connection.close_pool()  # type: ignore[attr-defined]

        atexit.register(close_pools)
