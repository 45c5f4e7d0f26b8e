"""People for the tests of accounts, made through the operation that everybody uses."""

from datetime import UTC, datetime

from konullu.accounts.models import Person
from konullu.accounts.operations.vouched import open_vouched
from konullu.accounts.rules.contacts import read_contact
from konullu.accounts.rules.devices import Visit

NOW = datetime.now(UTC)
VISIT = Visit(agent="Firefox, Linux", network="94.20.30.0/24", ip="94.20.30.40", browser_hash="a" * 64)
OTHER_VISIT = Visit(agent="Chrome, Android", network="5.6.7.0/24", ip="5.6.7.8", browser_hash="b" * 64)


def a_person(contact: str = "050 123 45 67", *, name: str = "Aygün Məmmədova", birth_year: int = 2002) -> Person:
    read = read_contact(contact)
    return open_vouched(contact=read, name=name, birth_year=birth_year, language="az", now=NOW)  # type: ignore[arg-type]
