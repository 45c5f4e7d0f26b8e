"""Copies, series, and several at once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from konullu.accounts.models import Person
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import bulk
from konullu.opportunities.operations.copying import clone, make_series
from konullu.opportunities.operations.drafting import begin
from konullu.opportunities.queries.duplicates import duplicates_of
from konullu.opportunities.queries.office import series_of
from konullu.opportunities.queries.reading import details_of, history_of
from konullu.opportunities.rules.copying import moved
from konullu.opportunities.rules.duplicates import is_same, likeness, plain
from konullu.organisations.models import Organisation
from konullu.platform.errors import NotVisible, Refused
from tests.opportunities.conftest import DAY, changed, details, filled, fresh, verbs
from tests.organisations.conftest import NOW


def test_a_copy_is_a_draft_with_the_same_words_and_own_roles(published: Opportunity, nigar: Person) -> None:
    made = clone(opportunity=published, by=nigar, now=NOW)
    assert (made.state, made.published_at, made.declarations, made.series) == ("draft", None, {}, None)
    before, after = details_of(published), details_of(fresh(made))
    assert after.wordings == before.wordings
    assert {role.id for role in after.roles} & {role.id for role in before.roles} == set()
    assert verbs(made) == ["cloned"]
    assert history_of(made) == []


def test_a_series_repeats_the_hours_on_other_days(complete: Opportunity, nigar: Person) -> None:
    made = make_series(opportunity=complete, days=[date(2026, 12, 19), date(2026, 12, 12)], by=nigar, now=NOW)
    assert [row.starts_at for row in made] == [DAY + timedelta(days=7), DAY + timedelta(days=14)]
    assert [row.apply_until for row in made] == [DAY + timedelta(days=6), DAY + timedelta(days=13)]
    row = fresh(complete)
    assert {one.series for one in made} == {row.series} != {None}
    assert [line.id for line in series_of(row, language="az")] == [complete.pk, made[0].pk, made[1].pk]
    again = make_series(opportunity=made[0], days=[date(2026, 12, 26)], by=nigar, now=NOW)
    assert again[0].series == row.series


@pytest.mark.parametrize(
    "days",
    [
        [],
        [date(2026, 12, 5)],
        [date(2026, 12, 12)] * 2,
        [date(2026, 11, 1)],
        [date(2026, 12, 6) + timedelta(days=n) for n in range(61)],
    ],
)
def test_days_that_make_no_series(complete: Opportunity, nigar: Person, days: list[date]) -> None:
    with pytest.raises(Refused) as refused:
        make_series(opportunity=complete, days=days, by=nigar, now=NOW)
    assert refused.value.codes == ["opportunities.series_days"]
    assert Opportunity.objects.count() == 1


def test_a_series_needs_a_first_day(draft: Opportunity, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        make_series(opportunity=draft, days=[date(2026, 12, 12)], by=nigar, now=NOW)
    assert refused.value.codes == ["opportunities.series_needs_start"]


def test_the_hour_of_the_clock_stays_when_the_clock_is_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    summer = details(
        starts_at=datetime(2026, 10, 24, 10, tzinfo=berlin),
        ends_at=datetime(2026, 10, 24, 12, tzinfo=berlin),
        time_zone="Europe/Berlin",
    )
    winter = moved(summer, date(2026, 10, 31))
    assert winter.starts_at == datetime(2026, 10, 31, 9, tzinfo=UTC)
    assert winter.ends_at == datetime(2026, 10, 31, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Şəkidə ağacəkmə!", "sekide  agacekme"), ("«Yaz əkini»", "YAZ ƏKİNİ"), ("Tree-planting", "tree planting")],
)
def test_titles_are_compared_as_people_read_them(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_the_same_is_the_same_title_place_and_day() -> None:
    def like(titles: list[str], region: str = "AZ-SAK", day: date | None = date(2026, 12, 5), remote: bool = False):
        return likeness(titles=titles, region=region, is_remote=remote, day=day)

    assert is_same(like(["Ağacəkmə", "Tree planting"]), like(["agacekme"]))
    assert not is_same(like(["Ağacəkmə"]), like(["Ağacəkmə"], region="AZ-QAX"))
    assert not is_same(like(["Ağacəkmə"]), like(["Ağacəkmə"], day=date(2026, 12, 6)))
    assert not is_same(like(["!!!"]), like(["???"]))
    assert is_same(like(["Zəng"], region="", remote=True), like(["Zəng"], region="AZ-BA", remote=True))


def test_duplicates_are_pointed_out_with_those_of_others_when_public(
    organisation: Organisation, published: Opportunity, nigar: Person
) -> None:
    twin = begin(organisation=organisation, kind="one_time", title="x", language="az", by=nigar, now=NOW)
    twin = filled(twin, nigar)
    other_day = clone(opportunity=twin, by=nigar, now=NOW)
    changed(other_day, nigar, starts_at=DAY + timedelta(days=1), ends_at=DAY + timedelta(days=1, hours=2))
    assert [line.id for line in duplicates_of(twin, language="az")] == [published.pk]
    Opportunity.objects.filter(pk=published.pk).update(state="archived")
    assert duplicates_of(twin, language="az") == []


def test_several_are_closed_and_one_that_fails_stops_no_other(
    published: Opportunity, draft: Opportunity, organisation: Organisation, nigar: Person
) -> None:
    other = begin(organisation=organisation, kind="event", title="Görüş", language="az", by=nigar, now=NOW)
    outcome = bulk.close_many(ids=[published.pk, other.pk, published.pk], closing="filled", by=nigar, now=NOW)
    assert outcome.done == [published.pk]
    assert [reason.code for reason in outcome.refused[other.pk]] == ["opportunities.state_moved_on"]
    assert fresh(published).state == "closed"
    assert bulk.archive_many(ids=[published.pk], by=nigar, now=NOW).done == [published.pk]


def test_several_get_a_later_deadline_and_another_contact(published: Opportunity, nigar: Person) -> None:
    later = DAY + timedelta(hours=1)
    assert bulk.extend_many(ids=[published.pk], apply_until=later, by=nigar, now=NOW).done == [published.pk]
    outcome = bulk.extend_many(ids=[published.pk], apply_until=DAY + timedelta(days=9), by=nigar, now=NOW)
    assert [reason.field for reason in outcome.refused[published.pk]] == ["apply_until"]
    bulk.set_contact_of_many(ids=[published.pk], name="Fidan", email="fidan@example.az", phone="", by=nigar, now=NOW)
    row = fresh(published)
    assert (row.apply_until, row.contact_name, row.contact_email) == (later, "Fidan", "fidan@example.az")


def test_nobody_changes_several_of_others(published: Opportunity, cavid: Person, vusal: Person) -> None:
    with pytest.raises(NotVisible):
        bulk.close_many(ids=[published.pk], closing="filled", by=cavid, now=NOW)
    with pytest.raises(PermissionDenied):
        bulk.close_many(ids=[published.pk], closing="filled", by=vusal, now=NOW)
    assert fresh(published).state == "published"
