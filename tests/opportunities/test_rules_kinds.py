"""What each kind asks: the table itself, a change of kind, and what does not belong."""

from dataclasses import replace

import pytest

from konullu.opportunities.rules.details import Details, Words
from konullu.opportunities.rules.filled import filled_fields
from konullu.opportunities.rules.goals import DEFAULTS, all_goals, default_goal
from konullu.opportunities.rules.kinds import (
    SECTION_OF,
    TABLE,
    asks,
    fitted,
    kinds_for,
    provided_for,
    refusals_to_fields,
    refusals_to_kind,
    where_for,
)
from konullu.opportunities.rules.minors import NOT_FOR_MINORS, refusals_to_age
from konullu.opportunities.rules.publishing import LABELS, MOVES, moves_from, requirements
from konullu.opportunities.rules.recheck import READ_AGAIN, needs_recheck
from konullu.opportunities.rules.taxonomy import targets
from konullu.opportunities.words import VOLUNTEERING, Declaration, Hazard, Kind, Provided, State, Where
from konullu.organisations.directions import DIRECTIONS
from tests.opportunities.conftest import details

MET_BY_OTHERS = {"place", "contact"}


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_needs_only_what_it_asks_and_every_need_has_words(kind: Kind) -> None:
    line = TABLE[kind]
    assert line.needed - MET_BY_OTHERS <= line.asked
    assert line.asked <= set(SECTION_OF)
    assert line.needed <= set(LABELS)
    assert ("place" in line.needed) <= ("where" in line.asked)


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (Kind.ONE_TIME, "weekly_hours_max", False),
        (Kind.ONE_TIME, "hazards", True),
        (Kind.ONGOING, "weekly_hours_max", True),
        (Kind.MICRO, "address", False),
        (Kind.MICRO, "hazards", False),
        (Kind.GRANT, "roles", False),
        (Kind.GRANT, "gives", True),
        (Kind.EVENT, "starts_at", True),
        (Kind.INTERNSHIP, "hazards", True),
    ],
)
def test_the_form_of_a_kind_asks_what_belongs_to_it(kind: Kind, name: str, expected: bool) -> None:
    assert asks(kind, name) is expected


def test_a_company_is_offered_the_kinds_for_young_people_only() -> None:
    assert set(kinds_for("company")) == set(Kind) - VOLUNTEERING
    assert kinds_for("ngo") == list(Kind)
    refusal = refusals_to_kind(kind="ongoing", legal_form="company")[0]
    assert (refusal.field, refusal.article) == ("kind", "828-IIIQ, 2.3")
    assert refusals_to_kind(kind="grant", legal_form="company") == []


def test_volunteers_are_not_paid() -> None:
    assert Provided.STIPEND not in provided_for(Kind.COHORT)
    assert Provided.STIPEND in provided_for(Kind.INTERNSHIP)
    paid = details(provided=("stipend",))
    assert [refusal.article for refusal in refusals_to_fields(paid, filled_fields(paid))] == ["828-IIIQ, 2.4"]


@pytest.mark.parametrize("kind", Kind)
def test_after_a_change_of_kind_nothing_stays_that_does_not_belong(kind: Kind) -> None:
    changed = fitted(details(hazards=("water",), weekly_hours_max=4), kind)
    assert changed.kind == kind
    assert refusals_to_fields(changed, filled_fields(changed)) == []
    assert changed.main.title == "Şəkidə ağacəkmə"
    assert changed.where in (where_for(kind) or [changed.where])


def test_a_change_of_kind_and_back_keeps_what_both_ask() -> None:
    there = fitted(details(), Kind.EVENT)
    assert (there.starts_at, there.region_code, there.causes) == (
        details().starts_at,
        "AZ-SAK",
        ("Environment",),
    )


def test_the_check_list_of_volunteering_ends_with_the_five_declarations() -> None:
    lines = requirements(details(), declared=["unpaid"])
    assert [line.code for line in lines[-5:]] == [word.value for word in Declaration]
    assert [line.code for line in lines if not line.done] == [
        "gainless",
        "not_commercial",
        "not_political",
        "no_propaganda",
    ]
    grant = Details(kind=Kind.GRANT, wordings={"az": Words(title="Qrant")})
    assert not {line.code for line in requirements(grant, declared=[])} & set(Declaration)


@pytest.mark.parametrize(
    ("where", "region", "address", "note", "met"),
    [
        (Where.REMOTE, "", "", "", True),
        (Where.ON_SITE, "AZ-SAK", "", "", False),
        (Where.ON_SITE, "", "Tbilisi", "", False),
        (Where.ON_SITE, "", "Tbilisi", "Avtobusla", True),
        (Where.BOTH, "AZ-SAK", "Kiş", "", True),
    ],
)
def test_where_it_is_can_be_said_in_several_ways(where: Where, region: str, address: str, note: str, met: bool) -> None:
    said = Details(
        kind=Kind.EVENT,
        wordings={"az": Words(title="x", place_note=note)},
        where=where,
        region_code=region,
        address=address,
    )
    assert ("place" in filled_fields(said)) is met


@pytest.mark.parametrize("hazard", NOT_FOR_MINORS)
def test_what_is_dangerous_for_minors_is_for_adults(hazard: Hazard) -> None:
    assert [refusal.field for refusal in refusals_to_age(details(hazards=(hazard.value,)))] == ["age_min"]
    assert [refusal.field for refusal in refusals_to_age(details(hazards=(hazard.value,), age_min=None))] == ["age_min"]
    assert refusals_to_age(details(hazards=(hazard.value,), age_min=18)) == []


def test_water_with_a_supervisor_is_not_among_them() -> None:
    assert refusals_to_age(details(hazards=("water", "animals"))) == []


def test_every_direction_has_its_goal_and_the_targets_belong_to_it() -> None:
    assert set(DEFAULTS) == {direction.code for direction in DIRECTIONS}
    for goal, codes in DEFAULTS.values():
        assert {targets()[code].goal for code in codes} <= {goal}


def test_the_direction_gives_the_goal_unless_one_is_chosen() -> None:
    assert all_goals(details(direction="3.0.9")) == [13]
    assert all_goals(details(direction="3.0.9", primary_goal=15, goals=(13, 15))) == [15, 13]
    assert default_goal("") is None


def test_words_and_dangers_are_read_again_dates_and_numbers_are_not() -> None:
    before = details()
    assert set(READ_AGAIN) <= set(Details.__dataclass_fields__)
    assert not needs_recheck(before, replace(before, places=99, starts_at=None, contact_phone="+994501234567"))
    assert needs_recheck(before, replace(before, hazards=("water",)))
    assert needs_recheck(before, replace(before, wordings={"az": Words(title="Başqa")}))


def test_the_moves_make_one_graph_without_a_dead_end() -> None:
    for state in State:
        assert moves_from(state), f"nothing leads out of {state}"
    assert {move.target for move in MOVES.values()} == set(State)
    assert [name for name, move in MOVES.items() if move.by_union] == ["accept", "return", "take_down", "recheck"]
