"""`konullu manage found_union`: the Union itself, once, when an installation begins its work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from konullu.accounts.queries.signin import person_with
from konullu.accounts.rules.contacts import Contact, read_contact
from konullu.organisations.operations.bootstrap import found_union
from konullu.platform.clock import now
from konullu.platform.errors import Refused


class Command(BaseCommand):
    help = "Found the Union, which accredits all other organisations, with its first owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the Union's name, in Azerbaijani")
        parser.add_argument("owner", help="phone or e-mail of the first owner, who has an account already")

    def handle(self, *_args: Any, **options: Any) -> None:
        contact = read_contact(options["owner"])
        person = person_with(contact) if isinstance(contact, Contact) else None
        if person is None:
            raise CommandError("There is no account with this phone or e-mail. The owner signs up first.")
        try:
            union = found_union(name=options["name"], owner=person, now=now())
        except Refused as refused:
            raise CommandError(" ".join(f"{reason.text} {reason.next_step}" for reason in refused.reasons)) from refused
        self.stdout.write(
            f"{union.name} is founded; {person.name} owns it. Their next sign-in asks for a second factor."
        )
