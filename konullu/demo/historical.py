"""Real listings of 2011 and 2012 from New York, moved to today so that the portal has something real to show.

NYC Service / NYC Open Data, data set bquu-z2ht: published without restrictions (NYC Administrative Code 23-502(d)).
The file is not part of the package: real organisations must not travel with the product. Every organisation carries a
mark in its name, every listing says what it is, and neither has a page, a team or an accreditation.
"""

import hashlib
from datetime import date, datetime
from pathlib import Path

from konullu.opportunities.importing.files import NotATable, opened
from konullu.opportunities.importing.mapping import Mapping, mapping_named
from konullu.opportunities.operations.importing import import_rows

NAME = "nyc-service-volunteer-opportunities.csv"
# Beside a checkout; elsewhere the file is named.
BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "opportunities" / NAME
THEN = date(2011, 6, 1)  # the day of the file that becomes today: 566 of its 665 listings were not over
MARK = " · NYC 2011, demo"


class NoFile(RuntimeError):
    """The file is not here; the message says how to give it."""


def show(*, now: datetime, file: Path | None) -> None:
    """Bring the file in as a demo. Raises NoFile."""
    table = file or BESIDE
    if not table.exists():
        raise NoFile(f"The stage nyc shows a public file that is not part of the product. Name it: --file {NAME}")
    content = table.read_bytes()
    try:
        with table.open("rb") as stream, opened(stream) as found:
            import_rows(
                rows=found.rows(),
                mapping=moved(now.date()),
                organisation=None,
                by=None,
                file_name=table.name,
                digest=hashlib.sha256(content).hexdigest(),
                now=now,
            )
    except NotATable as wrong:
        raise NoFile(f"{table.name} can't be read as a table.") from wrong


def moved(today: date) -> Mapping:
    """The mapping with all days moved by whole weeks, so that a Saturday stays one, and with the honest note."""
    weeks = (today - THEN).days // 7
    note = (
        f"A demonstration. This is a real listing of {THEN.year}–{THEN.year + 1} from NYC Service / NYC Open Data, its "
        f"days moved by {weeks} weeks. The organisation does not take part here, and nobody can join through this page."
    )
    return mapping_named("nyc-service").changed(
        name="nyc-demo", shift_days=7 * weeks, note=note, organisation_mark=MARK
    )
