"""A whole row: what is taken, what is mended openly, what is refused with the cell."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from konullu.opportunities.importing.choosing import chosen_mapping
from konullu.opportunities.importing.mapping import mapping_named
from konullu.opportunities.importing.rows import EXTRA, Reading, becomes, read_row
from konullu.opportunities.words import Kind, State

NEW_YORK = ZoneInfo("America/New_York")
ROW = {
    "opportunity_id": "5017",
    "vol_requests": "5",
    "title": "Classroom Set-up",
    "summary": "Help us set up a classroom.",
    "category_desc": "Education",
    "org_title": "Cents Ability, Inc.",
    "org_content_id": "37154",
    "locality": "",
    "region": "NY",
    "Postcode": "10009",
    "Borough": "MANHATTAN",
    "Latitude": "40.720942",
    "Longitude": "-73.997929",
    "recurrence_type": "onetime",
    "created_date": "January 19 2011",
    "start_date_date": "January 22 2011",
    "end_date_date": "January 22 2011",
}
NYC = mapping_named("nyc-service")


def read(**changes: str) -> Reading:
    return read_row(2, ROW | changes, NYC, {})


def test_a_good_row_is_taken_without_a_mend() -> None:
    reading = read()
    assert (reading.wrong, reading.mends) == ([], [])
    offered = reading.offered
    assert offered is not None
    assert (offered.key, offered.organisation_key, offered.organisation_name) == (
        "5017",
        "37154",
        "Cents Ability, Inc.",
    )
    assert (offered.kind, offered.direction, offered.causes) == ("one_time", "3.0.5", ("EducationLanguages",))
    assert (offered.address, offered.latitude) == ("MANHATTAN, NY 10009", 40.720942)
    assert offered.starts_at == datetime(2011, 1, 22, tzinfo=NEW_YORK)
    assert offered.ends_at == datetime(2011, 1, 23, tzinfo=NEW_YORK), "the end is exclusive"
    assert offered.all_day
    assert "NYC Service / NYC Open Data" in offered.text


@pytest.mark.parametrize(
    ("changes", "cell", "code"),
    [
        ({"title": " "}, "title", "missing"),
        ({"title": "x" * 121}, "title", "too_long"),
        ({"recurrence_type": "sometimes"}, "recurrence_type", "not_known"),
        ({"start_date_date": "Febuary 3 2011"}, "start_date_date", "not_a_day"),
        ({"end_date_date": "January 21 2011"}, "end_date_date", "ends_before_start"),
        ({"vol_requests": "lots"}, "vol_requests", "not_a_number"),
        ({"org_title": ""}, "org_title", "missing"),
        ({EXTRA: "1"}, "", "too_many_cells"),
    ],
)
def test_a_wrong_row_is_refused_with_its_cell(changes: dict[str, str], cell: str, code: str) -> None:
    reading = read(**changes)
    assert reading.offered is None
    assert [(wrong.cell, wrong.code) for wrong in reading.wrong] == [(cell, code)]


def test_all_wrong_cells_of_a_row_are_named_at_once() -> None:
    reading = read(title="", start_date_date="soon", vol_requests="-5")
    assert {wrong.cell for wrong in reading.wrong} == {"title", "start_date_date", "vol_requests"}


@pytest.mark.parametrize(
    ("changes", "mends"),
    [
        ({"title": " Classroom "}, [("title", "spaces_removed")]),
        ({"vol_requests": "9999"}, [("vol_requests", "placeholder")]),
        ({"category_desc": ""}, [("category_desc", "category_missing")]),
        ({"category_desc": "Strengthening Communities"}, [("category_desc", "no_counterpart")]),
        ({"category_desc": "Astrology"}, [("category_desc", "left_out"), ("category_desc", "left_out")]),
        ({"Latitude": "north"}, [("Latitude", "left_out")]),
        ({"Postcode": "112112"}, [("Borough", "postcode_wrong")]),
        ({"Latitude": "", "Longitude": "", "Borough": "", "Postcode": ""}, [("", "place_missing")]),
    ],
)
def test_what_is_mended_is_said(changes: dict[str, str], mends: list[tuple[str, str]]) -> None:
    reading = read(**changes)
    assert reading.offered is not None
    assert reading.mends == mends


def test_coordinates_inside_a_text_are_found() -> None:
    inside = """{'latitude': '40.7', 'longitude': '-73.9', 'human_address': '{"address": "1 A St", "city": "Bronx"}'}"""
    reading = read(Latitude="", Longitude="", locality=inside)
    assert reading.offered is not None
    assert (reading.offered.latitude, reading.offered.address) == (40.7, "1 A St, Bronx")
    assert reading.mends == [("locality", "point_inside")]


def test_days_can_be_moved_together() -> None:
    moved = read_row(2, ROW, NYC.changed(shift_days=14), {}).offered
    still = read().offered
    assert moved is not None
    assert still is not None
    assert moved.starts_at is not None
    assert still.starts_at is not None
    assert moved.starts_at - still.starts_at == timedelta(days=14)


def test_the_digest_follows_the_row_and_the_mapping() -> None:
    one, same, other = read().offered, read().offered, read(summary="Other words.").offered
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.digest(NYC) == same.digest(NYC)
    assert one.digest(NYC) != other.digest(NYC)
    assert one.digest(NYC) != one.digest(NYC.changed(language="ru"))


def test_a_public_mapping_closes_what_is_over() -> None:
    offered = read().offered
    assert offered is not None
    assert becomes(offered, NYC, datetime(2011, 1, 22, 23, tzinfo=NEW_YORK)) == (State.PUBLISHED, "")
    assert becomes(offered, NYC, datetime(2011, 1, 23, tzinfo=NEW_YORK)) == (State.CLOSED, "ended")


def test_fields_that_do_not_belong_to_the_kind_are_left_out_openly() -> None:
    chosen = chosen_mapping({"title": "t", "kind": "k", "weekly_hours_max": "h"})
    reading = read_row(2, {"t": "Bir gün", "k": "birdəfəlik", "h": "4"}, chosen, {})
    assert reading.offered is not None
    assert reading.offered.weekly_hours_max is None
    assert ("h", "not_for_kind") in reading.mends


def test_a_kind_that_the_organisation_may_not_offer_is_refused() -> None:
    chosen = chosen_mapping({"title": "t", "kind": "k"})
    reading = read_row(2, {"t": "Bir gün", "k": "birdəfəlik"}, chosen, {}, [Kind.EVENT])
    assert [(wrong.cell, wrong.code) for wrong in reading.wrong] == [("k", "kind_not_allowed")]


def test_regions_are_found_by_name_without_marks() -> None:
    chosen = chosen_mapping({"title": "t", "region": "r"})
    reading = read_row(2, {"t": "Bir gün", "r": "SEKI"}, chosen, {"seki": "AZ-SA"})
    assert reading.offered is not None
    assert reading.offered.region == "AZ-SA"


def test_a_row_without_an_identifier_is_known_by_what_where_and_when() -> None:
    chosen = chosen_mapping({"title": "t", "address": "a", "starts_on": "s"})

    def key(**row: str) -> str:
        offered = read_row(2, row, chosen, {}).offered
        assert offered is not None
        return offered.key

    assert key(t="Ağac əkirik", a="Bakı", s="01.12.2026") == key(t="AGAC EKIRIK", a="baki", s="2026-12-01")
    assert key(t="Ağac əkirik", a="Bakı", s="01.12.2026") != key(t="Ağac əkirik", a="Bakı", s="02.12.2026")
