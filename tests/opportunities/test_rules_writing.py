"""What was written: codes, numbers, days, texts; hostile ones too. Each problem at its field."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from konullu.opportunities.rules.details import RoleDetails, Words
from konullu.opportunities.rules.writing import cleaned, refusals_to_write
from konullu.opportunities.words import Kind, Where
from tests.opportunities.conftest import DAY, details


def problems(**changes: Any) -> list[tuple[str, str | None]]:
    found = refusals_to_write(cleaned(details(**changes)))
    return [(refusal.code.partition(".")[2], refusal.field) for refusal in found]


def test_a_complete_one_has_no_problem() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"causes": ("Nothing",)}, [("unknown_choice", "causes")]),
        ({"skills": ("'; DROP TABLE",)}, [("unknown_choice", "skills")]),
        ({"hazards": ("boredom",)}, [("unknown_choice", "hazards")]),
        ({"papers": ("soul",)}, [("unknown_choice", "papers")]),
        ({"direction": "3.0.99"}, [("unknown_choice", "direction")]),
        ({"languages": ("klingon",)}, [("unknown_choice", "languages")]),
        ({"time_zone": "Mars/Olympus"}, [("unknown_choice", "time_zone")]),
        ({"time_zone": "../../etc/passwd"}, [("unknown_choice", "time_zone")]),
        ({"main_language": "xx", "roles": ()}, [("unknown_choice", "main_language"), ("title_missing", "title")]),
        ({"primary_goal": 18}, [("unknown_choice", "goals")]),
        ({"goals": (1, 2, 3)}, [("too_many", "goals")]),
        ({"goals": (15,), "targets": ("13.1", "15.2")}, []),
        ({"targets": ("4.4",)}, [("target_of_other_goal", "targets")]),
        ({"targets": ("99.9",)}, [("unknown_choice", "targets"), ("target_of_other_goal", "targets")]),
        ({"places": 0}, [("number_out_of_range", "places")]),
        ({"places": 10**9}, [("number_out_of_range", "places")]),
        ({"answer_days": 91}, [("number_out_of_range", "answer_days")]),
        ({"age_min": 20, "age_max": 18}, [("wrong_order", "age_max")]),
        ({"age_min": -1}, [("number_out_of_range", "age_min")]),
        ({"age_max": 17}, [("wrong_order", "roles-1-age_min")]),
        ({"ends_at": DAY}, [("wrong_order", "ends_at")]),
        ({"apply_until": DAY + timedelta(days=9)}, [("wrong_order", "apply_until")]),
        ({"starts_at": datetime(1912, 1, 1, tzinfo=UTC)}, [("day_out_of_range", "starts_at")]),
        ({"longitude": None}, [("point_impossible", "latitude")]),
        ({"latitude": 91.0}, [("point_impossible", "latitude")]),
        ({"latitude": float("nan")}, [("point_impossible", "latitude")]),
        ({"weekly_hours_max": 5}, [("field_not_for_kind", "weekly_hours_max")]),
        ({"contact_email": "salam@"}, [("email_unreadable", "contact_email")]),
        ({"contact_phone": "12"}, [("phone_unreadable", "contact_phone")]),
        ({"external_url": "javascript:alert(1)"}, [("website_unreadable", "external_url")]),
        ({"address": "ünvan\x00"}, [("text_control", "address")]),
        ({"address": "ü" * 201}, [("text_too_long", "address")]),
        ({"contact_name": "‮adsız"}, [("text_bidi", "contact_name")]),
    ],
)
def test_each_problem_is_said_at_its_field(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert problems(**changes) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"az": Words(summary="Başlıqsız")}, [("title_missing", "title")]),
        ({"az": Words(title="Var"), "ru": Words(summary="Нет названия")}, [("title_missing", "ru-title")]),
        ({"az": Words(title="Var"), "ru": Words(title="х" * 121)}, [("text_too_long", "ru-title")]),
        ({"az": Words(title="Var", text="ə" * 6001)}, [("text_too_long", "text")]),
        ({"az": Words(title="Var", bring="su​")}, [("text_invisible", "bring")]),
        ({"az": Words(title="Var"), "fr": Words(title="Bonjour")}, [("unknown_choice", "wordings")]),
        ({}, [("title_missing", "title")]),
    ],
)
def test_words_are_checked_in_every_language(words: dict[str, Words], expected: list[tuple[str, str]]) -> None:
    assert problems(wordings=words) == expected


def test_ten_megabytes_are_refused_without_being_read() -> None:
    assert problems(wordings={"az": Words(title="a" * 10_000_000)}) == [("text_too_long", "title")]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (RoleDetails(names={"ru": "Водитель"}), [("role_name_missing", "roles-0-names")]),
        (RoleDetails(names={"az": "x" * 81}), [("text_too_long", "roles-0-names")]),
        (RoleDetails(names={"az": "Sürücü"}, skills=("Flying",)), [("unknown_choice", "roles-0-skills")]),
        (RoleDetails(names={"az": "Sürücü"}, languages=("xx",)), [("unknown_choice", "roles-0-languages")]),
        (RoleDetails(names={"az": "Sürücü"}, places=0), [("number_out_of_range", "roles-0-places")]),
        (RoleDetails(names={"az": "Sürücü", "fr": "Chauffeur"}), [("unknown_choice", "roles-0-names")]),
    ],
)
def test_roles_are_checked_one_by_one(role: RoleDetails, expected: list[tuple[str, str]]) -> None:
    assert problems(roles=(role,)) == expected


def test_more_roles_than_anybody_needs() -> None:
    role = RoleDetails(names={"az": "Köməkçi"})
    assert problems(roles=(role,) * 21) == [("too_many", "roles")]


def test_cleaning_tidies_and_leaves_out_what_says_nothing() -> None:
    written = cleaned(
        details(
            wordings={"az": Words(title="  Şəkidə   ağacəkmə "), "ru": Words(), "en": Words(title=" ")},
            roles=(RoleDetails(names={"az": " Əkən "}), RoleDetails(names={"az": ""})),
            contact_phone="050 123 45 67",
            contact_email=" Salam@Example.AZ",
            external_url="example.az/elan",
            causes=("Environment", "Environment"),
        )
    )
    assert dict(written.wordings) == {"az": Words(title="Şəkidə ağacəkmə")}
    assert [dict(role.names) for role in written.roles] == [{"az": "Əkən"}]
    assert (written.contact_phone, written.contact_email) == ("+994501234567", "salam@example.az")
    assert written.external_url == "https://example.az/elan"
    assert (written.causes, written.primary_goal) == (("Environment",), 13)
    assert cleaned(written) == written


def test_a_small_task_online_has_no_place() -> None:
    assert problems(kind=Kind.MICRO, where=Where.ON_SITE)[-1] == ("unknown_choice", "where")
