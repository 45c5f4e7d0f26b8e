"""The stage of real listings: marked as a demonstration, moved by whole weeks, and never without the file."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from konullu.demo import historical, stages
from konullu.demo.historical import MARK, NoFile, moved
from konullu.opportunities.models import Opportunity
from konullu.organisations.models import Organisation
from konullu.places.operations import load_reference
from tests.opportunities.importing.table import REAL, content

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def places() -> None:
    load_reference(now=NOW)


def test_weekdays_stay_weekdays() -> None:
    assert moved(date(2026, 11, 25)).shift_days % 7 == 0


def test_every_listing_and_every_organisation_says_what_it_is(tmp_path: Path) -> None:
    table = tmp_path / "listings.csv"
    then = {"start_date_date": "June 4 2011", "end_date_date": "June 30 2011", "created_date": "June 1 2011"}
    table.write_bytes(content({"opportunity_id": "1", **then}))
    stages.build(stage="nyc", now=NOW, file=table)
    row = Opportunity.objects.get(source="nyc-demo")
    assert row.state == "published"
    assert "A demonstration." in row.wordings.get().text
    assert row.organisation.name.endswith(MARK)
    assert row.organisation.state == "draft"
    assert row.starts_at is not None
    assert row.starts_at.astimezone(moved(NOW.date()).zone).isoweekday() == date(2011, 6, 4).isoweekday()


def test_without_the_file_the_stage_says_how_to_give_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(historical, "BESIDE", tmp_path / "nothing.csv")
    with pytest.raises(NoFile, match="--file"):
        stages.build(stage="nyc", now=NOW)
    assert Organisation.objects.count() == 0, "nothing is half-done"


@pytest.mark.skipif(not REAL.exists(), reason="the historical file is not beside the project")
def test_the_real_file_fills_the_portal() -> None:
    stages.build(stage="nyc", now=NOW, file=REAL)
    states = list(Opportunity.objects.values_list("state", flat=True))
    assert len(states) == 665
    assert states.count("published") > 550
