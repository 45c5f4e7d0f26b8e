"""The accreditation's rules as tables, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from konullu.organisations import reasons
from konullu.organisations.rules.accreditation import (
    BAKU,
    MOVES,
    PAPERS_FOR,
    Papers,
    answer_due,
    moves_from,
    refusals_to_move,
    refusals_to_submit,
    requirements,
)
from konullu.organisations.rules.deciding import refusals_to_decide
from konullu.organisations.words import LegalForm, Paper, State

WHOLE = Papers(
    legal_form=LegalForm.NGO,
    description="We plant trees.",
    tax_number="1401555071",
    registration_number="1234-NGO-5",
    founded=True,
    email="info@example.az",
    phone="",
    address="Şəki, M. F. Axundov 1",
    districts=1,
    directions=1,
    has_responsible=False,
    kinds=frozenset({"charter", "register_extract"}),
)

ALLOWED = {
    ("draft", "submit"),
    ("returned", "submit"),
    ("submitted", "withdraw"),
    ("submitted", "return"),
    ("submitted", "accredit"),
    ("accredited", "suspend"),
    ("suspended", "reinstate"),
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(MOVES))
def test_every_move_from_every_state(state: State, move: str) -> None:
    allowed = MOVES[move]
    codes = [allowed.reasons[0].code] if allowed.reasons else []
    refusals = refusals_to_move(move=move, state=state, reasons=codes, text="Because.")
    assert (not refusals) == ((state.value, move) in ALLOWED)
    assert (move in moves_from(state)) == ((state.value, move) in ALLOWED)
    if refusals:
        assert [refusal.code for refusal in refusals] == ["organisations.state_moved_on"]


@pytest.mark.parametrize(
    ("move", "state", "codes", "text", "expected"),
    [
        ("return", "submitted", [], "Text.", ["organisations.reasons_missing"]),
        ("return", "submitted", ["minors_at_risk"], "Text.", ["organisations.reasons_missing"]),
        ("return", "submitted", ["document_missing", "invented"], "Text.", ["organisations.reasons_missing"]),
        ("return", "submitted", ["document_missing"], "   ", ["organisations.explanation_missing"]),
        ("return", "submitted", ["document_missing"], "x" * 2001, ["organisations.explanation_too_long"]),
        ("return", "submitted", ["document_missing", "gain"], "Text.", []),
        ("suspend", "accredited", ["minors_at_risk"], "Text.", []),
        ("suspend", "accredited", ["document_missing"], "Text.", ["organisations.reasons_missing"]),
        ("accredit", "submitted", [], "", []),
        ("accredit", "submitted", [], "x" * 2001, ["organisations.explanation_too_long"]),
        ("reinstate", "suspended", [], "", []),
    ],
)
def test_reasons_are_asked_where_a_decision_is_against_the_organisation(
    move: str, state: str, codes: list[str], text: str, expected: list[str]
) -> None:
    assert [r.code for r in refusals_to_move(move=move, state=state, reasons=codes, text=text)] == expected


def test_a_whole_registration_can_be_submitted() -> None:
    assert refusals_to_submit(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"description": ""}, "description"),
        ({"tax_number": ""}, "tax_number"),
        ({"registration_number": ""}, "registration_number"),
        ({"founded": False}, "founded_date"),
        ({"email": ""}, "contact"),
        ({"address": ""}, "address"),
        ({"districts": 0}, "districts"),
        ({"directions": 0}, "directions"),
        ({"kinds": frozenset({"charter"})}, "paper_register_extract"),
        ({"kinds": frozenset({"register_extract", "other"})}, "paper_charter"),
    ],
)
def test_each_missing_thing_is_named(change: dict[str, object], missing: str) -> None:
    refusals = refusals_to_submit(replace(WHOLE, **change))
    assert [refusal.code for refusal in refusals] == [f"organisations.missing_{missing}"]
    assert all(refusal.next_step for refusal in refusals)


def test_everything_that_is_missing_is_named_at_once() -> None:
    empty = Papers(
        legal_form=LegalForm.NGO,
        description="",
        tax_number="",
        registration_number="",
        founded=False,
        email="",
        phone="",
        address="",
        districts=0,
        directions=0,
        has_responsible=False,
    )
    assert len(refusals_to_submit(empty)) == len(requirements(empty)) == 10


def test_a_phone_alone_is_contact_enough() -> None:
    assert refusals_to_submit(replace(WHOLE, email="", phone="+994123456789")) == []


def test_a_group_names_its_responsible_coordinator_instead_of_numbers() -> None:
    group = replace(
        WHOLE,
        legal_form=LegalForm.GROUP,
        tax_number="",
        registration_number="",
        founded=False,
        kinds=frozenset({"group_statement"}),
    )
    assert [r.code for r in refusals_to_submit(group)] == ["organisations.missing_responsible"]
    assert refusals_to_submit(replace(group, has_responsible=True)) == []


def test_a_company_is_told_the_article_and_the_way_out() -> None:
    refusals = refusals_to_submit(replace(WHOLE, legal_form=LegalForm.COMPANY))
    assert [r.code for r in refusals] == ["organisations.company_cannot_organise"]
    assert refusals[0].article == "828-IIIQ, 2.3"
    assert "tərəfdaş" in str(refusals[0].next_step)


def test_every_organiser_shows_a_paper_and_each_paper_is_known() -> None:
    assert set(PAPERS_FOR) == set(LegalForm)
    assert all(PAPERS_FOR[form] for form in LegalForm if form != LegalForm.COMPANY)
    assert Paper.OTHER not in {paper for papers in PAPERS_FOR.values() for paper in papers}


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-11-23 10:00", "2026-11-30 18:00"),  # Monday: five days on is the next Monday
        ("2026-11-27 23:30", "2026-12-04 18:00"),  # Friday night
        ("2026-11-28 12:00", "2026-12-04 18:00"),  # Saturday counts as Friday
        ("2026-11-29 12:00", "2026-12-04 18:00"),  # Sunday too
    ],
)
def test_the_answer_is_promised_for_the_fifth_working_day(sent: str, due: str) -> None:
    moment = datetime.fromisoformat(sent).replace(tzinfo=BAKU)
    assert answer_due(submitted_at=moment) == datetime.fromisoformat(due).replace(tzinfo=BAKU)


def test_the_working_day_is_that_of_baku() -> None:
    # 21:00 UTC on Friday is Saturday 01:00 in Baku.
    assert answer_due(submitted_at=datetime(2026, 11, 27, 21, tzinfo=UTC)).date().isoformat() == "2026-12-04"


def test_nobody_decides_on_their_own_organisation() -> None:
    assert [r.code for r in refusals_to_decide(domain="organisations", is_member_of_it=True)] == [
        "organisations.own_case"
    ]
    assert refusals_to_decide(domain="organisations", is_member_of_it=False) == []


def test_reason_codes_are_unique_within_their_list_and_can_be_found() -> None:
    for codes in (reasons.RETURN, reasons.SUSPEND):
        assert len({reason.code for reason in codes}) == len(codes)
        assert all(reasons.BY_CODE[reason.code].text == reason.text for reason in codes)
