"""The rules as tables: quiet hours, waiting between attempts, ways, the cost of an SMS, masks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konullu.messaging.kinds import BY_CODE
from konullu.messaging.rules.attempts import LEASE, MAX_ATTEMPTS, wait_after
from konullu.messaging.rules.masks import masked
from konullu.messaging.rules.paragraphs import Parts, parts_of
from konullu.messaging.rules.quiet import USUAL, Quiet, quiet_until, refusals_to_be_quiet
from konullu.messaging.rules.sms import Cost, cost_of
from konullu.messaging.rules.ways import Way, refusals_to_choose, ways_for

NIGHT = Quiet(time(22), time(8))
SIESTA = Quiet(time(13), time(15, 30))
BAKU = "Asia/Baku"  # +4, no summer time
BERLIN = "Europe/Berlin"  # 2026: +2 from 29 March 02:00, +1 from 25 October 03:00


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "quiet", "now", "until"),
    [
        (BAKU, NIGHT, "2026-11-25 17:59:59", None),  # 21:59:59
        (BAKU, NIGHT, "2026-11-25 18:00", "2026-11-26 04:00"),  # 22:00, the first moment
        (BAKU, NIGHT, "2026-11-25 19:59:59", "2026-11-26 04:00"),  # before midnight
        (BAKU, NIGHT, "2026-11-25 20:00", "2026-11-26 04:00"),  # midnight itself
        (BAKU, NIGHT, "2026-11-26 03:59:59", "2026-11-26 04:00"),  # the last second
        (BAKU, NIGHT, "2026-11-26 04:00", None),  # 08:00: over
        (BAKU, NIGHT, "2026-12-31 19:00", "2027-01-01 04:00"),  # into the new year
        (BAKU, NIGHT, "2028-02-28 19:00", "2028-02-29 04:00"),  # into the leap day
        (BAKU, SIESTA, "2026-11-25 08:59", None),
        (BAKU, SIESTA, "2026-11-25 09:00", "2026-11-25 11:30"),
        (BAKU, SIESTA, "2026-11-25 11:30", None),
        (BAKU, None, "2026-11-25 19:00", None),
        ("Pacific/Kiritimati", NIGHT, "2026-11-25 08:00", "2026-11-25 18:00"),  # +14
        # The clocks of Berlin jump from 02:00 to 03:00: the night is an hour shorter.
        (BERLIN, NIGHT, "2026-03-28 21:00", "2026-03-29 06:00"),
        (BERLIN, NIGHT, "2026-10-24 20:00", "2026-10-25 07:00"),  # and an hour longer in autumn
        # Ends at 02:30, which does not exist that night: then it ends as much later.
        (BERLIN, Quiet(time(22), time(2, 30)), "2026-03-28 23:00", "2026-03-29 01:30"),
        # Ends at 02:30, which comes twice: at the first one, and for who writes between the two, at the second.
        (BERLIN, Quiet(time(22), time(2, 30)), "2026-10-24 23:00", "2026-10-25 00:30"),
        (BERLIN, Quiet(time(22), time(2, 30)), "2026-10-25 01:10", "2026-10-25 01:30"),
    ],
)
def test_quiet_hours(zone: str, quiet: Quiet | None, now: str, until: str | None) -> None:
    assert quiet_until(quiet, now=at(now), zone=ZoneInfo(zone)) == (at(until) if until else None)


@given(
    now=st.integers(1_577_836_800, 2_051_222_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    starts=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from([BAKU, BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Almaty", "Africa/Casablanca"]),
)
def test_a_held_letter_always_goes_out_later_and_within_a_day(
    now: datetime, starts: time, ends: time, zone: str
) -> None:
    if starts == ends:
        return
    until = quiet_until(Quiet(starts, ends), now=now, zone=ZoneInfo(zone))
    assert until is None or now < until <= now + timedelta(hours=25)


@pytest.mark.parametrize(
    ("starts", "ends", "codes"),
    [
        (time(22), time(8), []),
        (None, None, []),
        (time(22), None, ["messaging.quiet_half"]),
        (None, time(8), ["messaging.quiet_half"]),
        (time(8), time(8), ["messaging.quiet_all_day"]),
    ],
)
def test_quiet_hours_that_make_no_sense_are_refused(starts: time | None, ends: time | None, codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_to_be_quiet(starts, ends)] == codes


def test_by_night_nothing_rings_before_a_person_has_chosen() -> None:
    assert Quiet(time(22), time(8)) == USUAL


@pytest.mark.parametrize(
    ("attempt", "chance", "seconds"),
    [
        (1, 0.5, 30),
        (1, 0.0, 24),
        (1, 1.0, 36),
        (2, 0.5, 120),
        (3, 0.5, 480),
        (4, 0.5, 1920),
        (5, 0.5, 7680),
        (6, 0.5, 30720),
        (7, 0.5, 43200),  # twelve hours, no longer
        (9, 0.5, 43200),
        (9, 1.0, 51840),
    ],
)
def test_waiting_between_attempts(attempt: int, chance: float, seconds: int) -> None:
    wait = wait_after(attempt, chance=chance)
    assert wait is not None
    assert round(wait.total_seconds()) == seconds


def test_after_the_last_attempt_there_is_no_waiting() -> None:
    assert wait_after(MAX_ATTEMPTS, chance=0.5) is None
    assert wait_after(MAX_ATTEMPTS + 5, chance=0.5) is None
    waits = [wait_after(attempt, chance=0.5) for attempt in range(1, MAX_ATTEMPTS)]
    assert timedelta(days=1) < sum(filter(None, waits), timedelta()) < timedelta(days=3)


def test_the_gateways_own_wish_is_kept_but_never_shortens_the_wait() -> None:
    assert wait_after(1, chance=0.5, asked=timedelta(hours=1)) == timedelta(hours=1)
    assert wait_after(3, chance=0.5, asked=timedelta(seconds=1)) == timedelta(seconds=480)


def test_a_lease_outlives_every_gateway_call() -> None:
    # Mail: connection, greeting, TLS, sign-in, sender, recipient, data, end: each at most 15 seconds.
    assert timedelta(seconds=15 * 10) < LEASE


INBOX = Way(name="inbox", cost=0, is_home=True)
MAIL = Way(name="email", cost=1)
SMS = Way(name="sms", cost=10)


@pytest.mark.parametrize(
    ("reachable", "choices", "obligatory", "urgent", "asked", "expected"),
    [
        ([SMS, MAIL, INBOX], {}, False, False, None, ["inbox", "email"]),
        ([INBOX, SMS], {}, False, False, None, ["inbox", "sms"]),
        ([INBOX], {}, True, False, None, ["inbox"]),
        ([INBOX, MAIL, SMS], {"sms": True}, False, False, None, ["inbox", "email", "sms"]),
        ([INBOX, MAIL, SMS], {"sms": True, "email": False}, False, False, None, ["inbox", "sms"]),
        ([INBOX, MAIL, SMS], {"email": False}, False, False, None, ["inbox"]),
        ([INBOX, MAIL, SMS], {"email": False, "sms": False}, True, False, None, ["inbox", "email"]),
        ([INBOX, MAIL, SMS], {"email": False, "sms": False}, False, True, None, ["inbox"]),
        ([INBOX, MAIL, SMS], {}, False, True, None, ["inbox", "email", "sms"]),
        ([INBOX, MAIL, SMS], {"sms": False}, True, True, None, ["inbox", "email"]),
        ([INBOX, MAIL, SMS], {"inbox": False, "email": True}, False, False, None, ["inbox", "email"]),
        ([INBOX, MAIL, SMS], {"email": False}, False, False, ["email"], ["email"]),
        ([INBOX, MAIL], {}, False, False, ["sms"], []),
    ],
)
def test_ways(reachable, choices, obligatory, urgent, asked, expected) -> None:
    found = ways_for(reachable=reachable, choices=choices, is_obligatory=obligatory, is_urgent=urgent, asked=asked)
    assert found == expected


@pytest.mark.parametrize(
    ("kind", "on", "outside", "refused"),
    [
        ("security", [], ["email", "sms"], True),
        ("legal", ["sms"], ["email", "sms"], False),
        ("legal", ["fax"], ["email"], True),
        ("security", [], [], False),  # nothing to choose among: the inbox has it
        ("work", [], ["email"], False),
    ],
)
def test_what_the_law_asks_can_not_be_switched_off(kind: str, on: list[str], outside: list[str], refused: bool) -> None:
    assert bool(refusals_to_choose(BY_CODE[kind], on=on, outside=outside)) is refused


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("", Cost("GSM-7", 0, 0)),
        ("a" * 160, Cost("GSM-7", 160, 1)),
        ("a" * 161, Cost("GSM-7", 161, 2)),
        ("a" * 306, Cost("GSM-7", 306, 2)),
        ("a" * 307, Cost("GSM-7", 307, 3)),
        ("€" * 80, Cost("GSM-7", 160, 1)),
        ("€" * 81, Cost("GSM-7", 162, 2)),
        ("Könüllü", Cost("GSM-7", 7, 1)),  # ö and ü are in the old alphabet
        ("ə" * 70, Cost("UCS-2", 70, 1)),
        ("ə" * 71, Cost("UCS-2", 71, 2)),
        ("ç", Cost("UCS-2", 1, 1)),  # only the capital is in it
        ("Ç", Cost("GSM-7", 1, 1)),
        ("я" * 134, Cost("UCS-2", 134, 2)),
        ("я" * 135, Cost("UCS-2", 135, 3)),
        ("😀", Cost("UCS-2", 2, 1)),
    ],
)
def test_what_an_sms_costs(text: str, cost: Cost) -> None:
    assert cost_of(text) == cost


@pytest.mark.parametrize(
    ("address", "mask"),
    [
        ("aygun@mail.az", "a•••@mail.az"),
        ("+994501234567", "+994 ••• 67"),
        ("@mail.az", "•••@mail.az"),
        ("12345", "1•••"),
        ("", ""),
    ],
)
def test_an_address_for_eyes_that_need_not_know_it(address: str, mask: str) -> None:
    assert masked(address) == mask


@pytest.mark.parametrize(
    ("text", "paragraphs", "action"),
    [
        ("a\n\nhttps://x/\n\nb\nc", [["a"], ["b", "c"]], ""),
        ("a\nRead it: https://x/", [["a"]], "Read it"),
        ("Read it : https://x/ \nb", [["b"]], "Read it"),
        ("see https://x/ and b", [["see https://x/ and b"]], ""),
        ("https://x/y", [["https://x/y"]], ""),
        ("", [], ""),
    ],
)
def test_the_one_link_of_a_letter_becomes_its_button(text: str, paragraphs: list[list[str]], action: str) -> None:
    assert parts_of(text, url="https://x/") == Parts(paragraphs, action)


def test_a_letter_without_a_link_keeps_all_its_lines() -> None:
    assert parts_of("a\n\n\nb", url="") == Parts([["a"], ["b"]], "")
