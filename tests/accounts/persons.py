"""People for the tests of accounts, made in one line."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from konullu.accounts.models import Person

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # noon in Baku
_number = count(1)


def adult(name: str = "Aygün Məmmədova", **fields: Any) -> Person:
    return somebody(name, 1990, **fields)


def child(name: str = "Nigar Əliyeva", age: int = 12, **fields: Any) -> Person:
    """A minor of exactly this age at NOW, with a full birth date in spring."""
    year = NOW.year - age
    return somebody(name, year, **{"birth_date": date(year, 3, 1), **fields})


def somebody(name: str, birth_year: int, **fields: Any) -> Person:
    fields.setdefault("email", f"person{next(_number)}@people.example")
    return Person.objects.create(created_at=NOW, name=name, birth_year=birth_year, **fields)
