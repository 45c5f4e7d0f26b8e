"""Reference data that come with the code: each domain loads its own."""

from typing import Any

from django.core.management.base import BaseCommand

from konullu.places import operations as places
from konullu.platform import clock


class Command(BaseCommand):
    help = "Bring countries, districts and cities to the state of this code. Repeating it changes nothing."

    def handle(self, *_args: Any, **options: Any) -> None:
        loaded = places.load_reference(now=clock.now())
        if options["verbosity"]:
            self.stdout.write(f"{loaded.countries} countries, {loaded.regions} regions, {loaded.cities} cities")
