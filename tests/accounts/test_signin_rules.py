"""Codes, birth years, factors, devices and identities: tables, no database."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pyotp
import pytest

from konullu.accounts.identity import NationalIdentity
from konullu.accounts.rules import codes, devices, factors, identity, sign_up
from konullu.accounts.rules.contacts import Contact

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("١٢٣٤٥٦", "123456"),
        ("１２３４５６", "123456"),
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("", None),
        ("²³⁴⁵⁶⁷", None),
        ("1" * 1_000_000, None),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, code: str | None) -> None:
    assert codes.read_code(typed) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"wrong_tries": 4}, None),
        ({"wrong_tries": 5}, "accounts.code_tries_used_up"),
        ({"used_at": NOW}, "accounts.code_used"),
        ({"replaced_at": NOW}, "accounts.code_replaced"),
        ({"expires_at": NOW}, "accounts.code_expired"),
        ({"expires_at": NOW + timedelta(seconds=1)}, None),
    ],
)
def test_when_a_code_can_still_be_spent(changes: dict[str, object], code: str | None) -> None:
    row = SimpleNamespace(
        **{"used_at": None, "replaced_at": None, "expires_at": NOW + timedelta(minutes=1), "wrong_tries": 0} | changes
    )
    refusal = codes.refusal_to_spend(row, NOW)  # type: ignore[arg-type]
    assert (refusal.code if refusal else None) == code


def test_a_code_of_another_browser_is_no_code() -> None:
    refusal = codes.refusal_to_spend(None, NOW)
    assert refusal is not None
    assert refusal.code == "accounts.code_replaced"


@pytest.mark.parametrize(("tries", "word"), [(1, "4"), (4, "1")])
def test_a_wrong_code_says_how_many_tries_are_left(tries: int, word: str) -> None:
    assert word in str(codes.wrong_code(tries).next_step)
    assert codes.wrong_code(5).code == "accounts.code_tries_used_up"


@pytest.mark.parametrize(
    ("seconds", "number"), [(0.2, "1"), (48, "48"), (48.3, "49"), (99, "99"), (100, "2"), (3600, "60"), (7200, "2")]
)
def test_a_waiting_time_is_rounded_up(seconds: float, number: str) -> None:
    assert str(codes.in_words(timedelta(seconds=seconds))).split()[0] == number


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2007", 2007),
        (" 2007 ", 2007),
        ("20 07", 2007),
        ("٢٠٠٧", 2007),
        ("07", None),
        ("20o7", None),
        ("²⁰⁰⁷", None),
        ("20077", None),
    ],
)
def test_a_year_has_four_digits(typed: str, year: int | None) -> None:
    assert sign_up.read_year(typed) == year


@pytest.mark.parametrize(
    ("year", "code"),
    [
        (2007, None),
        (1900, None),
        (2020, None),
        (1899, "accounts.birth_year_past"),
        (2021, "accounts.birth_year_young"),
        (2026, "accounts.birth_year_young"),
        (2027, "accounts.birth_year_future"),
        (9999, "accounts.birth_year_future"),
    ],
)
def test_which_birth_years_are_possible(year: int, code: str | None) -> None:
    refusals = sign_up.refusals_to_birth_year(birth_year=year, today=date(2026, 11, 25))
    assert [(r.code, r.field) for r in refusals] == ([(code, "birth_year")] if code else [])


def test_a_time_code_counts_one_step_before_and_after_and_no_further() -> None:
    secret = pyotp.random_base32()
    step = int(NOW.timestamp()) // 30
    for drift in range(-3, 4):
        found = factors.step_of(secret=secret, typed=pyotp.TOTP(secret).generate_otp(step + drift), now=NOW)
        assert found == (step + drift if abs(drift) <= 1 else None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCDE-FGHJK", "ABCDEFGHJK"),
        ("abcde fghjk", "ABCDEFGHJK"),
        ("ABCDE–FGHJK", "ABCDEFGHJK"),
        ("ABCDE-FGHJ", None),
        ("ABCDE-FGHJ0", None),
        ("ABCDE-FGHJİ", None),
        ("A" * 5000, None),
    ],
)
def test_a_recovery_code_is_read_however_it_is_typed(typed: str, code: str | None) -> None:
    assert factors.read_recovery_code(typed) == code


@pytest.mark.parametrize(
    ("ago", "fresh"),
    [
        (timedelta(0), True),
        (timedelta(minutes=14), True),
        (timedelta(minutes=15), False),
        (timedelta(minutes=-5), False),
    ],
)
def test_a_confirmation_is_fresh_for_15_minutes(ago: timedelta, fresh: bool) -> None:
    assert factors.is_fresh(NOW - ago, NOW) is fresh
    assert factors.is_fresh(None, NOW) is False


@pytest.mark.parametrize(
    ("others_left", "must_keep_one", "refused"),
    [(0, True, True), (1, True, False), (0, False, False), (1, False, False)],
)
def test_staff_keep_one_factor(others_left: int, must_keep_one: bool, refused: bool) -> None:
    found = factors.refusals_to_remove_factor(others_left=others_left, must_keep_one=must_keep_one)
    assert [r.code for r in found] == (["accounts.last_factor_of_staff"] if refused else [])


def test_a_warning_does_not_go_where_the_code_itself_went() -> None:
    phone, email = Contact("phone", "+994501234567"), Contact("email", "a@b.az")
    assert factors.contacts_to_warn(contacts=[phone, email], method="phone") == [email]
    assert factors.contacts_to_warn(contacts=[phone, email], method="passkey") == [phone, email]
    assert factors.contacts_to_warn(contacts=[phone], method="phone") == []


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/120.0 Mobile Safari/537", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit Version/17 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_kept_in_two_words(header: str, words: str) -> None:
    assert devices.agent_in_words(header) == words


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("94.20.30.40", "94.20.30.0/24"),
        ("2a02:4780:1234:5678::1", "2a02:4780:1234::/48"),
        ("::ffff:94.20.30.40", "94.20.30.0/24"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_of_an_address_only_the_network_is_kept(address: str, network: str) -> None:
    assert devices.network_of(address) == network


def proved(**changes: object) -> NationalIdentity:
    facts = {"issuer": "https://id.example", "subject": "s", "given_name": "Leyla", "family_name": "Əliyeva"}
    return NationalIdentity(**facts | {"birth_date": date(2001, 4, 9), "assurance": "high"} | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"birth_date": None}, None),
        ({"assurance": "low"}, "accounts.identity_weak"),
        ({"given_name": " "}, "accounts.identity_incomplete"),
        ({"birth_date": date(2027, 1, 1)}, "accounts.identity_birth_date"),
        ({"birth_date": date(1899, 1, 1)}, "accounts.identity_birth_date"),
        ({"birth_date": date(2012, 11, 26)}, "accounts.identity_under_14"),
        ({"birth_date": date(2012, 11, 25)}, None),  # fourteen today
    ],
)
def test_which_identities_may_be_linked(changes: dict[str, object], code: str | None) -> None:
    found = identity.refusals_to_link(proved(**changes), today=date(2026, 11, 25))
    assert [r.code for r in found] == ([code] if code else [])
