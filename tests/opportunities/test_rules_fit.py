"""Is this for me? A table of readers and what they are told; nothing is refused without a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from konullu.opportunities.rules.fit import Answered, Facts, answers, verdict
from konullu.opportunities.rules.offer import Offerer, OfferView, Place, Wording
from konullu.opportunities.words import Kind, State, Where

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
SHAKI = Place(code="AZ-SAK", country="AZ", names={"az": "Şəki rayonu"}, latitude=41.1, longitude=47.1)
ORGANISATION = Offerer(
    id=UUID(int=1), slug="s", name_az="Yaşıl", other_names={}, legal_form="ngo", state="accredited", website=""
)
OFFER = OfferView(
    id=UUID(int=2),
    slug="agacekme",
    state=State.PUBLISHED,
    kind=Kind.ONE_TIME,
    organisation=ORGANISATION,
    main_language="az",
    wordings={"az": Wording(language="az", title="Ağacəkmə")},
    roles=(),
    direction="3.0.9",
    causes=(),
    skills=(),
    requirements=(),
    accessibility=(),
    rewards=(),
    primary_goal=None,
    goals=(),
    targets=(),
    where=Where.ON_SITE,
    place=SHAKI,
    address="Kiş",
    latitude=None,
    longitude=None,
    starts_at=None,
    ends_at=None,
    all_day=False,
    time_zone="Asia/Baku",
    apply_until=None,
    answer_days=None,
    weekly_hours_min=None,
    weekly_hours_max=None,
    places=None,
    age_min=16,
    age_max=None,
    languages=(),
    papers=(),
    hazards=(),
    provided=(),
    contact_name="",
    contact_email="",
    contact_phone="",
    external_url="",
    picture="",
    created_at=NOW,
    changed_at=NOW,
    published_at=NOW,
    closed_at=None,
    closing="",
    series=None,
    source="",
    source_id="",
)


def told(facts: Facts, *, km: float | None = None, **changes: Any) -> list[tuple[str, str]]:
    found = answers(replace(OFFER, **changes), facts, now=NOW, language="az", language_name=str.upper, distance_km=km)
    return [(answer.kind.value, answer.code) for answer in found]


def aged(low: int, high: int | None = None, **more: Any) -> Facts:
    return Facts(age_low=low, age_high=low if high is None else high, **more)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), [("question", "age"), ("question", "place")]),
        (aged(30, district="AZ-SAK"), [("ok", "age"), ("ok", "place")]),
        (aged(16, district="AZ-SAK"), [("todo", "consent_needed"), ("ok", "age"), ("ok", "place")]),
        (
            aged(16, 17, district="AZ-SAK", has_guardian=True),
            [("todo", "consent_asked"), ("ok", "age"), ("ok", "place")],
        ),
        (
            aged(15, 16, district="AZ-SAK"),
            [("todo", "consent_needed"), ("question", "age_unsure"), ("ok", "place")],
        ),
        (
            aged(17, 18, district="AZ-SAK"),
            [("question", "consent_unsure"), ("ok", "age"), ("ok", "place")],
        ),
        (aged(12, district="AZ-SAK"), [("no", "too_young"), ("todo", "consent_needed"), ("ok", "place")]),
    ],
)
def test_age_consent_and_place(facts: Facts, expected: list[tuple[str, str]]) -> None:
    assert told(facts) == expected


def test_who_is_too_young_learns_from_which_day() -> None:
    facts = aged(15, birth_date=date(2011, 3, 1), district="AZ-SAK")
    first = answers(OFFER, facts, now=NOW, language="az", language_name=str, distance_km=None)[0]
    assert (first.code, first.detail) == ("too_young", "1 mart 2027 tarixindən qoşula bilərsiniz.")
    leap = answers(
        OFFER, aged(15, birth_date=date(2012, 2, 29)), now=NOW, language="az", language_name=str, distance_km=None
    )
    assert "29 fevral 2028" in str(leap[0].detail)


def test_too_old_is_said_with_the_next_step() -> None:
    found = answers(replace(OFFER, age_max=25), aged(40), now=NOW, language="az", language_name=str, distance_km=None)
    assert (found[0].code, found[0].next_url_name) == ("too_old", "portal:opportunities")


@pytest.mark.parametrize(
    ("km", "code"), [(12.0, "place_near"), (29.9, "place_near"), (31.0, "place_far"), (None, "place_far")]
)
def test_another_district_is_a_question_of_the_way(km: float | None, code: str) -> None:
    assert (told(aged(30, district="AZ-QAX"), km=km)[-1 if code == "place_near" else 0])[1] == code


def test_what_is_online_is_near_everybody() -> None:
    assert told(aged(30), where=Where.REMOTE, place=None) == [("ok", "age"), ("ok", "remote")]


def test_languages_are_a_ban_only_when_the_profile_speaks_of_others() -> None:
    assert told(aged(30, district="AZ-SAK"), languages=("ru",))[0] == ("question", "language")
    signed_in = aged(30, district="AZ-SAK", languages={}, is_signed_in=True)
    assert told(signed_in, languages=("ru",))[0] == ("question", "language")
    assert ("ok", "language") in told(replace(signed_in, languages={"ru": "fluent"}), languages=("ru",))
    assert told(replace(signed_in, languages={"az": "native"}), languages=("ru",))[0] == ("no", "language_missing")


def test_skills_are_wished_for_and_never_a_ban() -> None:
    assert ("question", "skills") in told(aged(30, skills=[]), skills=("Driving",))
    assert ("ok", "skills") in told(aged(30, skills=["Driving"]), skills=("Driving", "RadioUse"))


def test_papers_are_to_be_done_and_a_guardian_s_consent_is_not_asked_of_adults() -> None:
    asked = {"papers": ("identity", "guardian_consent", "motivation")}
    adult = told(aged(30, district="AZ-SAK"), **asked)
    assert [code for kind, code in adult if kind == "todo"] == ["paper_identity", "paper_motivation"]
    minor = told(aged(16, district="AZ-SAK"), **asked)
    assert [code for kind, code in minor if kind == "todo"] == [
        "consent_needed",
        "paper_identity",
        "paper_motivation",
    ]
    unknown = told(Facts(), **asked)
    assert ("todo", "paper_guardian_consent") in unknown


def test_youth_kinds_ask_no_consent_of_their_own() -> None:
    assert told(aged(16, district="AZ-SAK"), kind=Kind.EVENT) == [("ok", "age"), ("ok", "place")]


@pytest.mark.parametrize(
    "changes", [{"state": State.CLOSED}, {"apply_until": NOW}, {"ends_at": NOW}, {"starts_at": NOW}]
)
def test_what_is_over_says_so_first(changes: dict[str, Any]) -> None:
    assert told(aged(30), **changes)[0] == ("no", "closed")


def test_no_limits_no_answers() -> None:
    assert told(aged(30), age_min=None, place=None) == []
    assert verdict([]) == Answered.OK


def test_the_verdict_is_the_worst_answer() -> None:
    def found(facts: Facts) -> Answered:
        return verdict(answers(OFFER, facts, now=NOW, language="az", language_name=str, distance_km=None))

    assert found(Facts()) == Answered.QUESTION
    assert found(aged(30, district="AZ-SAK")) == Answered.OK
    assert found(aged(16, district="AZ-SAK")) == Answered.TODO
    assert found(aged(10)) == Answered.NO
