"""An import: looked at, written, written again to no effect; what was refused is named; what was done here stays."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation

from konullu.journal.models import Entry
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.importing.choosing import chosen_mapping
from konullu.opportunities.importing.mapping import Mapping, mapping_named
from konullu.opportunities.importing.tally import Tally
from konullu.opportunities.models import ImportRun, Opportunity, Wording
from konullu.opportunities.operations import importing
from konullu.opportunities.operations.importing import import_rows, preview
from konullu.organisations.models import Organisation
from konullu.platform import facts
from konullu.platform.errors import NotVisible, Refused
from tests.opportunities.importing.table import NOW, REAL, content, rows_of
from tests.people import World

pytestmark = pytest.mark.django_db
NYC = mapping_named("nyc-service")


def brought(table: bytes, mapping: Mapping = NYC, **how: Any) -> Tally:
    told = {"organisation": None, "by": None, "now": NOW, "file_name": "table.csv"} | how
    with rows_of(table) as rows:
        return import_rows(rows=rows, mapping=mapping, digest=hashlib.sha256(table).hexdigest(), **told)[1]


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.created, tally.changed, tally.unchanged, tally.refused


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[OpportunitiesChanged]:
    """The facts that were published."""
    heard: list[OpportunitiesChanged] = []
    monkeypatch.setitem(facts._in_transaction, OpportunitiesChanged, [heard.append])
    return heard


def test_a_second_run_changes_nothing() -> None:
    table = content({"opportunity_id": "1"}, {"opportunity_id": "2"})
    assert counts(brought(table)) == (2, 0, 0, 0)
    before = list(Opportunity.objects.order_by("pk").values())
    assert counts(brought(table, now=NOW + timedelta(days=1))) == (0, 0, 2, 0)
    assert list(Opportunity.objects.order_by("pk").values()) == before


def test_a_preview_says_the_same_and_writes_nothing() -> None:
    table = content({"opportunity_id": "1"}, {"opportunity_id": "2", "title": ""})
    with rows_of(table) as rows:
        seen = preview(rows=rows, mapping=NYC, organisation=None, by=None, now=NOW)
    assert (Opportunity.objects.count(), Organisation.objects.count(), ImportRun.objects.count()) == (0, 0, 0)
    assert counts(seen) == counts(brought(table)) == (1, 0, 0, 1)


def test_a_changed_row_is_written_over_and_the_others_are_not(told: list[OpportunitiesChanged]) -> None:
    brought(content({"opportunity_id": "1"}, {"opportunity_id": "2"}))
    one, two = Opportunity.objects.order_by("source_id")
    Wording.objects.create(opportunity=one, language="az", title="Sinfi rəngləyirik")
    told.clear()
    later = NOW + timedelta(days=1)
    tally = brought(
        content({"opportunity_id": "1", "title": "Paint two classrooms", "vol_requests": "9"}, {"opportunity_id": "2"}),
        now=later,
    )
    assert counts(tally) == (0, 1, 1, 0)
    one.refresh_from_db()
    assert (one.places, one.changed_at, one.created_at, one.state) == (9, later, NOW, "published")
    assert set(one.wordings.values_list("language", "title")) == {
        ("en", "Paint two classrooms"),
        ("az", "Sinfi rəngləyirik"),
    }
    assert Opportunity.objects.get(pk=two.pk).changed_at == NOW
    assert told == [OpportunitiesChanged(opportunity_ids=(one.pk,))]


def test_refused_rows_are_named_and_the_others_are_taken() -> None:
    tally = brought(
        content(
            {"opportunity_id": "1", "start_date_date": "Febuary 3 2027"},
            {"opportunity_id": "2"},
            {"opportunity_id": "2", "title": "The same number again"},
        )
    )
    assert counts(tally) == (1, 0, 0, 2)
    assert [(one.row, one.cell, one.code, one.value) for one in tally.refused_rows] == [
        (2, "start_date_date", "not_a_day", "Febuary 3 2027"),
        (4, "", "repeated", "2"),
    ]
    with translation.override("en"):
        assert [one.reason for one in tally.refused_rows] == [
            "This is not a day in a form that the mapping names.",
            "An earlier row of this file has the same identifier.",
        ]
    run = ImportRun.objects.get()
    assert (run.created, run.changed, run.unchanged, run.refused) == (1, 0, 0, 2)
    assert run.refused_rows[0] == {"row": 2, "cell": "start_date_date", "code": "not_a_day"}, "no content of cells"


def test_each_organisation_of_the_file_is_made_once_and_has_no_page() -> None:
    brought(
        content(
            {"opportunity_id": "1", "org_content_id": "11", "org_title": " Readers "},
            {"opportunity_id": "2", "org_content_id": "11", "org_title": "Readers"},
            {"opportunity_id": "3", "org_content_id": "12", "org_title": "Writers"},
        )
    )
    brought(content({"opportunity_id": "4", "org_content_id": "12", "org_title": "Writers"}))
    assert sorted(Organisation.objects.values_list("name", "state", "responsible")) == [
        ("Readers", "draft", None),
        ("Writers", "draft", None),
    ]
    writers = Organisation.objects.get(name="Writers")
    assert Opportunity.objects.filter(organisation=writers).count() == 2


def test_what_is_over_comes_in_closed_and_later_days_open_it_again() -> None:
    over = {"start_date_date": "November 2 2026", "end_date_date": "November 3 2026"}
    brought(content({"opportunity_id": "1", **over}))
    row = Opportunity.objects.get()
    assert (row.state, row.closing, row.closed_at, row.published_at is not None) == ("closed", "ended", NOW, True)
    brought(content({"opportunity_id": "1"}))
    row.refresh_from_db()
    assert (row.state, row.closing, row.closed_at) == ("published", "", None)


def test_what_was_closed_here_stays_closed() -> None:
    brought(content({"opportunity_id": "1"}))
    Opportunity.objects.update(state="closed", closing="cancelled", closed_at=NOW)
    brought(content({"opportunity_id": "1", "title": "Paint it blue"}))
    assert Opportunity.objects.get().state == "closed"


def test_the_moment_of_publication_is_never_in_the_future() -> None:
    brought(
        content(
            {"opportunity_id": "1", "created_date": "November 1 2026"},
            {"opportunity_id": "2", "created_date": "December 1 2026"},
        )
    )
    first, second = Opportunity.objects.order_by("source_id")
    assert first.published_at is not None
    assert second.published_at is not None
    assert first.published_at < NOW
    assert second.published_at == NOW


def test_the_journal_has_one_line_without_content() -> None:
    brought(content({"opportunity_id": "1"}, {"opportunity_id": "2", "title": ""}))
    line = Entry.objects.get(verb="opportunities.imported")
    assert line.detail == {"mapping": "nyc-service", "created": 1, "changed": 0, "refused": 1}
    assert line.subject_id == ImportRun.objects.get().pk


def test_a_team_brings_drafts_of_its_own(world: World, told: list[OpportunitiesChanged]) -> None:
    mapping = chosen_mapping({"title": "ad", "kind": "növ", "starts_on": "gün", "region": "yer"}, language="az")
    table = "ad;növ;gün;yer\nAğac əkirik;birdəfəlik;01.12.2026;Şəki\nTəlim;təlim;02.12.2026;Bakı\n".encode()
    tally = brought(table, mapping, organisation=world.organisation, by=world.babek)
    assert counts(tally) == (2, 0, 0, 0)
    rows = Opportunity.objects.filter(source=f"file:{world.organisation.pk.hex}").order_by("kind")
    assert [(row.kind, row.state, row.organisation_id, row.published_at) for row in rows] == [
        ("one_time", "draft", world.organisation.pk, None),
        ("training", "draft", world.organisation.pk, None),
    ]
    assert [row.region_id for row in rows] == ["AZ-SA", "AZ-BA"]
    assert told == [], "drafts are nobody else's business"
    assert counts(brought(table, mapping, organisation=world.organisation, by=world.babek)) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("draft", "changed"),
        ("returned", "changed"),
        ("submitted", "refused"),
        ("published", "refused"),
        ("closed", "refused"),
    ],
)
def test_a_table_rewrites_nothing_that_the_union_has_read(world: World, state: str, outcome: str) -> None:
    mapping = chosen_mapping({"title": "ad", "kind": "növ", "text": "mətn"}, language="az", key="no")
    how = {"organisation": world.organisation, "by": world.babek}
    brought("no;ad;növ;mətn\n1;Ağac əkirik;birdəfəlik;Palıd\n".encode(), mapping, **how)
    row = Opportunity.objects.get(source_id="1")
    Opportunity.objects.filter(pk=row.pk).update(
        state=state, published_at=NOW, closing="cancelled" if state == "closed" else ""
    )
    again = brought("no;ad;növ;mətn\n1;Ağac əkirik;birdəfəlik;Partiyaya səs verin\n".encode(), mapping, **how)
    said = Wording.objects.get(opportunity=row).text
    if outcome == "changed":
        assert (counts(again), said) == ((0, 1, 0, 0), "Partiyaya səs verin")
    else:
        assert (counts(again), said) == ((0, 0, 0, 1), "Palıd")
        assert [one.code for one in again.refused_rows] == ["not_a_draft"]


@pytest.mark.parametrize("who", ["cavid", "rasim"])
def test_outsiders_bring_nothing_into_a_team(world: World, who: str) -> None:
    mapping = chosen_mapping({"title": "ad"})
    with pytest.raises(NotVisible):
        brought(b"ad\nx\n", mapping, organisation=world.organisation, by=getattr(world, who))


def test_a_file_that_does_not_say_whose_rows_they_are_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        brought(b"ad\nx\n", chosen_mapping({"title": "ad"}))
    assert [reason.code for reason in refused.value.reasons] == ["opportunities.import_whose"]


def test_batches_do_not_change_the_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    table = content(*({"opportunity_id": str(n % 6)} for n in range(7)))
    assert counts(brought(table)) == (6, 0, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_imports_from_one_source_do_not_run_at_once() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        other = connection.copy()
        try:
            with other.cursor() as theirs:
                theirs.execute("BEGIN")
                theirs.execute("SELECT pg_advisory_xact_lock(hashtextextended('import nyc-service', 0))")
            with pytest.raises(Refused) as refused:
                brought(content({}))
        finally:
            other.close()
        cursor.execute("SELECT 1")
    assert [reason.code for reason in refused.value.reasons] == ["opportunities.import_running"]


@pytest.mark.skipif(not REAL.exists(), reason="the historical file is not beside the project")
def test_the_historical_file_comes_in_whole() -> None:
    table = REAL.read_bytes()
    tally = brought(table)
    assert counts(tally) == (665, 0, 0, 0)
    assert Organisation.objects.count() == 261
    assert set(Opportunity.objects.values_list("state", "closing").distinct()) == {("closed", "ended")}
    assert Opportunity.objects.filter(latitude=None).count() == 70
    assert Opportunity.objects.filter(places=None).count() == 50
    assert Opportunity.objects.filter(causes=[]).count() == 48
    assert {(cell, code): n for (cell, code), n in tally.mends.items()} == {
        ("category_desc", "no_counterpart"): 307,
        ("category_desc", "category_missing"): 48,
        ("locality", "point_inside"): 212,
        ("title", "spaces_removed"): 66,
        ("vol_requests", "placeholder"): 50,
        ("locality", "postcode_wrong"): 4,
        ("Borough", "postcode_wrong"): 2,
        ("", "place_missing"): 4,
    }
    assert counts(brought(table)) == (0, 0, 665, 0)
