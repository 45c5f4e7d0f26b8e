"""Choosing how letters come: channels by kind, quiet hours; held letters go out when the quiet hours end."""

from datetime import UTC, datetime, time, timedelta

import pytest

from konullu.journal.models import Entry
from konullu.messaging import parcels
from konullu.messaging.models import ChannelChoice, Delivery, QuietHours
from konullu.messaging.operations import notices
from konullu.messaging.queries.notices import notices_of
from konullu.messaging.rules.quiet import Quiet
from konullu.platform.errors import Refused
from konullu.platform.models import MailboxItem
from tests.messaging.letterbox import LEGAL, NOON, URGENT, outside, somebody, states, write

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)  # in Baku
MORNING = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # eight o'clock in Baku
NOBODY = {"on": {"security": ["email"], "legal": ["email"], "work": ["email"]}}


def choose(person, *, on=None, starts=None, ends=None) -> None:
    chosen = NOBODY["on"] | (on or {})
    notices.choose(person=person, on=chosen, starts=starts, ends=ends, now=NOON)


def test_before_choosing_only_what_rings_waits_for_the_morning() -> None:
    by_mail = write(somebody(), now=MIDNIGHT)
    by_sms = write(somebody(email=None, phone="+994501234567"), now=MIDNIGHT)
    assert states(by_mail) == {"inbox": "delivered", "email": "queued"}
    assert states(by_sms) == {"inbox": "delivered", "sms": "held"}
    assert outside(by_sms).next_attempt_at == MORNING


def test_own_quiet_hours_hold_e_mail_too() -> None:
    person = somebody()
    choose(person, starts=time(22), ends=time(8))
    held = write(person, now=MIDNIGHT)
    assert states(held) == {"inbox": "delivered", "email": "held"}
    assert outside(held).next_attempt_at == MORNING
    assert outside(write(person, now=NOON)).state == "queued"


def test_a_held_letter_goes_out_when_the_quiet_hours_end(run_jobs) -> None:
    person = somebody()
    choose(person, starts=time(22), ends=time(8))
    held = write(person, now=MIDNIGHT)
    assert run_jobs(until=MORNING - timedelta(seconds=1)) == 0
    assert MailboxItem.objects.count() == 0
    assert run_jobs(until=MORNING) == 1
    assert MailboxItem.objects.get().to == person.email
    assert outside(held).state == "delivered"


def test_quiet_hours_are_those_of_the_persons_own_clock() -> None:
    person = somebody(time_zone="Asia/Almaty")  # midnight in Baku is one o'clock there
    choose(person, starts=time(22), ends=time(8))
    assert outside(write(person, now=MIDNIGHT)).next_attempt_at == datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def test_what_is_urgent_does_not_wait() -> None:
    person = somebody()
    choose(person, starts=time(22), ends=time(8))
    assert outside(write(person, URGENT, now=MIDNIGHT)).state == "queued"


def test_who_chose_no_quiet_hours_has_none() -> None:
    person = somebody(email=None, phone="+994501234567")
    notices.choose(
        person=person,
        on={"security": ["sms"], "legal": ["sms"], "work": ["sms"]},
        starts=None,
        ends=None,
        now=NOON,
    )
    assert outside(write(person, now=MIDNIGHT)).state == "queued"
    assert notices_of(person).hours is None


def test_a_kind_that_was_switched_off_lies_in_the_inbox_only() -> None:
    person = somebody()
    choose(person, on={"work": []})
    assert states(write(person)) == {"inbox": "delivered"}
    assert states(write(person, LEGAL)) == {"inbox": "delivered", "email": "queued"}


def test_what_the_law_asks_is_refused_to_be_switched_off_and_nothing_changes() -> None:
    person = somebody()
    with pytest.raises(Refused) as refused:
        choose(person, on={"legal": [], "work": []}, starts=time(9), ends=time(9))
    assert refused.value.codes == ["messaging.quiet_all_day", "messaging.obligatory_kind"]
    assert (ChannelChoice.objects.count(), QuietHours.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_choosing_is_written_down_once_and_can_be_changed() -> None:
    person = somebody(phone="+994501234567")
    choose(person, on={"work": ["email", "sms"]}, starts=time(22), ends=time(8))
    choose(person, on={"work": ["sms"]}, starts=time(23), ends=time(7))
    chosen = {(row.kind, row.channel): row.is_on for row in ChannelChoice.objects.filter(person=person)}
    assert chosen == {
        ("security", "email"): True,
        ("security", "sms"): False,
        ("legal", "email"): True,
        ("legal", "sms"): False,
        ("work", "email"): False,
        ("work", "sms"): True,
        ("search", "email"): False,
        ("search", "sms"): False,
    }
    assert notices_of(person).hours == Quiet(time(23), time(7))
    lines = Entry.objects.order_by("created_at", "id").values_list("verb", "actor_id", "detail")
    assert list(lines) == [("messaging.notices_chosen", person.pk, {"quiet": True})] * 2


def test_a_channel_without_address_keeps_what_was_chosen_for_it() -> None:
    person = somebody(phone="+994501234567")
    choose(person, on={"work": ["sms"]})
    person.phone = None
    person.save()
    choose(person, on={"work": ["email"]})
    assert ChannelChoice.objects.get(person=person, kind="work", channel="sms").is_on


def test_the_link_in_a_letter_ends_this_kind_by_this_way() -> None:
    person = somebody()
    parcel = parcels.parcel_of(outside(write(person)))
    token = parcel.unsubscribe_url.rstrip("/").rsplit("/", 1)[-1]
    assert parcels.read_unsubscribe(token) == (str(person.pk), "work", "email")
    assert notices.unsubscribe(person_id=person.pk, kind="work", channel="email", now=NOON)
    assert states(write(person)) == {"inbox": "delivered"}
    assert Entry.objects.get().detail == {"kind": "work", "channel": "email"}


def test_letters_of_the_law_and_to_strangers_have_no_such_link() -> None:
    parcel = parcels.parcel_of(outside(write(somebody(), LEGAL)))
    assert parcel.unsubscribe_url == ""
    assert "/me/letters/" in parcel.settings_url


@pytest.mark.parametrize("kind", ["security", "legal", "nothing"])
def test_a_forged_wish_to_end_what_can_not_end_does_nothing(kind: str) -> None:
    assert not notices.unsubscribe(person_id=somebody().pk, kind=kind, channel="email", now=NOON)
    assert ChannelChoice.objects.count() == 0


@pytest.mark.parametrize("token", ["", "x", "eyJ4IjoxfQ:abc", "a" * 5000, "\x00"])
def test_a_token_that_is_not_ours_says_nothing(token: str) -> None:
    assert parcels.read_unsubscribe(token) is None


def test_the_state_of_held_letters_is_told_to_the_reader() -> None:
    person = somebody()
    choose(person, starts=time(22), ends=time(8))
    write(person, now=MIDNIGHT)
    assert Delivery.objects.filter(state="held").count() == 1
