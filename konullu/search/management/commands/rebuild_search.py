"""`konullu manage rebuild_search`: everything of the search anew, while readers go on."""

from typing import Any

from django.core.management.base import BaseCommand

from konullu.platform.clock import now
from konullu.search.operations.rebuilding import rebuild


class Command(BaseCommand):
    help = "Make the search's documents anew from what is public."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = rebuild(now=now())
        self.stdout.write(f"{count} opportunities can be found.")
