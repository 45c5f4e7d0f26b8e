"""Rows in the shape of the historical file, invented: its columns, its padding, its Python dicts as text."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from konullu.opportunities.importing.files import Rows, opened
from tests.house.tree import ROOT

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
REAL = ROOT.parent / "shared/data/opportunities/nyc-service-volunteer-opportunities.csv"
GOOD = {
    "opportunity_id": "1",
    "vol_requests": "5",
    "title": "Paint a classroom",
    "summary": "Help us paint a classroom for young readers.",
    "category_desc": "Education",
    "org_title": "Invented Readers, Inc.",
    "org_content_id": "11",
    "locality": "",
    "region": "NY",
    "Postcode": "10009",
    "Borough": "MANHATTAN",
    "Latitude": "40.720942",
    "Longitude": "-73.997929",
    "recurrence_type": "onetime",
    "created_date": "November 19 2026",
    "start_date_date": "December 22 2026",
    "end_date_date": "December 22 2026",
}


def content(*rows: dict[str, str]) -> bytes:
    """A CSV file with these rows; what a row does not say stands as in GOOD."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(GOOD))
    writer.writeheader()
    writer.writerows(GOOD | row for row in rows)
    return text.getvalue().encode()


@contextmanager
def rows_of(table: bytes) -> Iterator[Rows]:
    with opened(io.BytesIO(table)) as found:
        yield found.rows()
