"""The form of an opportunity: three pages to publish, what is typed stays, only what the kind needs is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations.drafting import begin
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.words import Declaration
from konullu.web.office.map_point import read_point
from tests.people import World

DAY = (datetime.now(UTC) + timedelta(days=30)).date()
BASICS = {
    "title": "Şəkidə ağacəkmə",
    "summary": "Yamacda palıd əkirik.",
    "text": "Çala qazır, ting əkir, suvarırıq.",
    "direction": "3.0.9",
    "start_date": DAY.isoformat(),
    "start_time": "10:00",
    "end_time": "14:00",
    "where": "on_site",
    "region": "AZ-SAK",
    "address": "Kiş meşəliyi",
    "places": "40",
    "age_min": "16",
    "contact_email": "info@public.example",
}
ALL = [word.value for word in Declaration]


def text_of(response: Any) -> str:
    return str(response.content.decode())


def draft(world: World, kind: str = "one_time", title: str = "Şəkidə ağacəkmə") -> Opportunity:
    return begin(organisation=world.organisation, kind=kind, title=title, language="az", by=world.babek, now=world.now)


def section(world: World, row: Opportunity, key: str = "basics") -> str:
    return world.url("office:opportunity_section", opportunity_id=row.pk, key=key)


def test_three_pages_lead_from_nothing_to_the_union(client: Client, world: World) -> None:
    client.force_login(world.babek)
    here = world.url("office:opportunity_new", organisation_id=world.organisation.pk)
    first = client.post(here, {"kind": "one_time", "title": "Şəkidə ağacəkmə", "language": "az"})
    row = Opportunity.objects.get(state="draft")
    assert first.url == section(world, row)
    second = client.post(first.url, BASICS)
    check = world.url("office:opportunity_check", opportunity_id=row.pk)
    assert second.url == check
    assert "40 yer" in text_of(client.get(check))
    third = client.post(check, {"declarations": ALL})
    assert third.url == world.url("office:opportunity", opportunity_id=row.pk)
    assert list(row.moves.values_list("move", flat=True)) == ["submit"]


def test_a_new_one_knows_the_district_the_direction_and_the_contact_of_its_organisation(
    client: Client, world: World
) -> None:
    client.force_login(world.babek)
    page = text_of(client.get(section(world, draft(world))))
    assert '<option value="AZ-BA" selected>' in page
    assert '<option value="3.0.9" selected>' in page
    assert 'value="info@public.example"' in page


def test_what_was_typed_stays_with_its_errors_at_their_fields(client: Client, world: World) -> None:
    client.force_login(world.babek)
    row = draft(world)
    typed = {**BASICS, "end_time": "09:00", "places": "qırx", "text": "Bu mətn itməsin."}
    page = text_of(client.post(section(world, row), typed))
    assert "Başlamazdan əvvəl bitir." in page
    for shown in ('href="#id_end_time"', 'href="#id_places"', "Bu mətn itməsin.", 'value="qırx"'):
        assert shown in page
    assert details_of(row).main.text == ""


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        ("one_time", {"start_date", "start_time", "region", "places"}, {"hours_max", "gives", "afterwards"}),
        ("micro", {"apply_until", "direction"}, {"where", "region", "start_date"}),
        ("grant", {"apply_until", "gives", "region"}, {"where", "address", "hours_max"}),
        ("cohort", {"afterwards", "hours_max", "apply_until"}, {"gives"}),
    ],
)
def test_a_kind_asks_only_what_it_needs(
    client: Client, world: World, kind: str, asked: set[str], not_asked: set[str]
) -> None:
    client.force_login(world.babek)
    page = text_of(client.get(section(world, draft(world, kind))))
    for name in asked:
        assert f'name="{name}"' in page
    for name in not_asked:
        assert f'name="{name}"' not in page


def test_saving_again_what_the_page_shows_changes_nothing(client: Client, world: World) -> None:
    client.force_login(world.babek)
    row = draft(world)
    client.post(section(world, row), BASICS)
    row.refresh_from_db()
    before, changed_at = details_of(row), row.changed_at
    for key in ("basics", "people", "gives", "subjects"):
        shown = client.get(section(world, row, key)).context["form"]
        sent = {bound.html_name: value for bound in shown if (value := bound.value()) not in (None, "", [], ())}
        client.post(section(world, row, key), {name: _as_sent(value) for name, value in sent.items()})
    row.refresh_from_db()
    assert details_of(row) == before
    assert row.changed_at == changed_at


def _as_sent(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else str(value)


def test_another_language_is_written_beside_the_first_and_taken_away_when_it_is_emptied(
    client: Client, world: World
) -> None:
    client.force_login(world.babek)
    row = draft(world)
    client.post(section(world, row), BASICS)
    here = world.url("office:opportunity_wording", opportunity_id=row.pk, into="ru")
    assert "Çala qazır, ting əkir, suvarırıq." in text_of(client.get(here))
    client.post(here, {"title": "Посадка деревьев", "text": "Сажаем дубы."})
    assert details_of(row).wordings["ru"].text == "Сажаем дубы."
    page = text_of(client.post(here, {"title": "", "text": "Сажаем дубы."}))
    assert 'href="#id_title"' in page
    client.post(here, {})
    assert set(details_of(row).wordings) == {"az"}


def test_roles_keep_their_identity_when_another_one_goes(client: Client, world: World) -> None:
    client.force_login(world.babek)
    row = draft(world)
    here = world.url("office:opportunity_roles", opportunity_id=row.pk)
    client.post(here, {"name_0": "Bələdçi", "places_0": "3", "name_1": "Sürücü", "age_1": "21"})
    guide, driver = details_of(row).roles
    assert (guide.places, driver.age_min) == (3, 21)
    client.post(here, {"id_0": str(guide.id), "name_0": "", "id_1": str(driver.id), "name_1": "Sürücü"})
    assert [role.id for role in details_of(row).roles] == [driver.id]
    page = text_of(client.post(here, {"name_0": "", "places_0": "5"}))
    assert "Rolun adını yazın" in page


def test_a_series_copies_the_hours_to_other_days(client: Client, world: World) -> None:
    client.force_login(world.babek)
    row = draft(world)
    client.post(section(world, row), BASICS)
    later = [DAY + timedelta(days=7), DAY + timedelta(days=14)]
    here = world.url("office:opportunity_series", opportunity_id=row.pk)
    page = text_of(client.post(here, {"more": "32.13.2026"}))
    assert "Təqvimdə belə gün yoxdur" in page
    client.post(here, {"day_0": later[0].isoformat(), "more": f"{later[1]:%d.%m.%Y}"})
    made = Opportunity.objects.filter(state="draft").exclude(pk=row.pk)
    assert sorted(one.starts_at.date() for one in made if one.starts_at) == later


def test_several_are_closed_at_once_and_what_is_refused_is_said(client: Client, world: World) -> None:
    client.force_login(world.babek)
    row, public = draft(world), world.made["opportunity"]
    here = world.url("office:opportunities_several", organisation_id=world.organisation.pk)
    page = client.post(here, {"chosen": [public.pk, row.pk], "act": "close", "closing": "filled"}, follow=True)
    public.refresh_from_db()
    assert public.state == "closed"
    assert "1 imkan dəyişmədi:" in text_of(page)


def test_a_table_is_looked_at_before_it_is_taken(client: Client, world: World) -> None:
    client.force_login(world.babek)
    before = Opportunity.objects.count()
    table = SimpleUploadedFile("cedvel.csv", "Ad,Yer sayı\nKitab oxusu,12\n,5\n".encode())
    upload = world.url("office:opportunity_import", organisation_id=world.organisation.pk)
    columns = client.post(upload, {"file": table}).url
    choice = {"column_title": "Ad", "column_places": "Yer sayı", "kind": "ongoing", "language": "az"}
    looked = client.post(columns, {**choice, "take": "1"})  # not seen yet: it is shown, not taken
    tally = looked.context["tally"]
    assert (tally.created, tally.refused) == (1, 1)
    assert Opportunity.objects.count() == before
    seen = looked.context["form"].data["seen"]
    client.post(columns, {**choice, "seen": seen, "take": "1"})
    assert Opportunity.objects.count() == before + 1


def test_a_file_that_is_no_table_is_told_at_its_field(client: Client, world: World) -> None:
    client.force_login(world.babek)
    upload = world.url("office:opportunity_import", organisation_id=world.organisation.pk)
    for content in (b"", b"\x00\x01\x02" * 50, b"PK\x03\x04broken"):
        page = client.post(upload, {"file": SimpleUploadedFile("x.csv", content)})
        assert page.status_code == 200
        assert page.context["form"].errors["file"]


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client: Client, world: World, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        draft(world, title=f"Ağacəkmə {number}")
    client.force_login(world.babek)
    here = world.url("office:opportunities", organisation_id=world.organisation.pk)
    client.get(here)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(here)


LIST_QUERIES = 14


def test_points_are_read_from_numbers_and_from_links_of_maps() -> None:
    assert read_point("40.4093, 49.8671") == (40.4093, 49.8671)
    assert read_point("40,4093 49,8671") == (40.4093, 49.8671)
    assert read_point("https://www.openstreetmap.org/#map=17/40.40930/49.86710") == (40.4093, 49.8671)
    assert read_point("https://maps.example/place/@40.4,49.8,17z/data=!3d40.4093!4d49.8671") == (40.4093, 49.8671)
    for nonsense in ("40.4093", "400, 49", "https://maps.example/abc", "1.2.3, 4"):
        assert read_point(nonsense) is None
