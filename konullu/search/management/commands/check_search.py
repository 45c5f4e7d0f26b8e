"""`konullu manage check_search`: does the search say what the opportunities say? Exit code 1 when it does not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from konullu.platform.clock import now
from konullu.search.operations.rebuilding import drift

NAMED = 10


class Command(BaseCommand):
    help = "Compare the search's documents with what is public; rebuild_search mends what is found."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = drift(now=now())
        for what in ("missing", "different", "superfluous", "blocks"):
            ones = getattr(found, what)
            names = ", ".join(map(str, ones[:NAMED])) + (" ..." if len(ones) > NAMED else "")
            self.stdout.write(f"{what}: {len(ones)}{f' ({names})' if ones else ''}")
        if not found.is_none:
            raise CommandError("The search is not in step: run `konullu manage rebuild_search`.")
