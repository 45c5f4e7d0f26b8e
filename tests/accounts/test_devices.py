"""Sessions as devices: begin, notice of a new one, revoke, forget."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from konullu.accounts.models import Device, Person, SignInTry
from konullu.accounts.operations import devices, entry
from konullu.accounts.queries import signin
from konullu.accounts.rules.devices import Visit
from konullu.journal.models import Entry
from konullu.platform.errors import NotVisible
from tests.accounts.letterbox import deliver_all, jobs
from tests.accounts.people import NOW, OTHER_VISIT, VISIT, a_person

pytestmark = pytest.mark.django_db


def begin(person: Person, key: str = "k1", *, visit: Visit = VISIT, method: str = "phone") -> Device:
    return devices.begin(person=person, session_key=key, method=method, visit=visit, now=NOW)


def test_a_session_is_kept_as_a_hash_and_a_shortened_network() -> None:
    device = begin(a_person(), "the-session-key")
    stored = [str(value) for value in Device.objects.filter(id=device.id).values_list()[0]]
    assert not any("the-session-key" in value or VISIT.ip in value for value in stored)
    assert device.network == "94.20.30.0/24"
    assert Entry.objects.filter(verb="accounts.signed_in", subject_id=device.id).count() == 1


def test_the_session_is_found_until_it_is_revoked() -> None:
    person = a_person()
    device = begin(person)
    assert signin.device_of_session(person_id=person.id, session_key="k1") == device
    assert signin.device_of_session(person_id=person.id, session_key="k2") is None
    assert signin.device_of_session(person_id=device.id, session_key="k1") is None
    devices.revoke(person=person, device=device, now=NOW)
    assert signin.device_of_session(person_id=person.id, session_key="k1") is None
    devices.revoke(person=person, device=device, now=NOW + timedelta(days=1))
    device.refresh_from_db()
    assert device.revoked_at == NOW
    assert Entry.objects.filter(verb="accounts.device_revoked").count() == 1


def test_finding_the_session_costs_one_query(django_assert_num_queries) -> None:
    person = a_person()
    begin(person)
    with django_assert_num_queries(1):
        signin.device_of_session(person_id=person.id, session_key="k1")


def test_nobody_ends_the_device_of_another() -> None:
    aygun, cavid = a_person(), a_person("050 123 45 68", name="Cavid İsmayılov")
    device = begin(aygun)
    with pytest.raises(NotVisible):
        signin.device_visible_to(cavid, device.id)
    devices.revoke(person=cavid, device=device, now=NOW)
    assert signin.device_of_session(person_id=aygun.id, session_key="k1") == device


def test_all_others_are_ended_and_this_one_stays() -> None:
    person, other = a_person(), a_person("050 123 45 68")
    kept = begin(person, "k1")
    begin(person, "k2")
    begin(person, "k3")
    foreign = begin(other, "k4")
    assert devices.revoke_others(person=person, keep=kept.id, now=NOW) == 2
    assert set(Device.objects.filter(revoked_at=None)) == {kept, foreign}


def test_the_first_device_is_no_news() -> None:
    begin(a_person("aygun@mail.example"), method="email")
    assert jobs() == []


def test_a_new_browser_is_told_everywhere_but_where_the_code_went() -> None:
    person = a_person()
    Person.objects.filter(id=person.id).update(email="aygun@mail.example")
    person.refresh_from_db()
    begin(person, "k1")
    begin(person, "k2", visit=OTHER_VISIT, method="phone")
    sent = deliver_all()
    assert [(item.channel, item.to) for item in sent] == [("email", "aygun@mail.example")]
    assert "Chrome, Android" in sent[0].text
    assert "/az/me/security/devices/" in sent[0].text


def test_a_known_browser_is_no_news() -> None:
    person = a_person("aygun@mail.example")
    begin(person, "k1", method="passkey")
    begin(person, "k2", method="passkey")
    assert jobs() == []


def test_the_last_sign_of_life_is_written_every_five_minutes(django_assert_num_queries) -> None:
    device = begin(a_person())
    devices.note_seen(device=device, now=NOW + timedelta(minutes=4))
    device.refresh_from_db()
    assert device.last_seen_at == NOW
    devices.note_seen(device=device, now=NOW + timedelta(minutes=5))
    device.refresh_from_db()
    assert device.last_seen_at == NOW + timedelta(minutes=5)


def test_a_rotated_session_is_the_same_device() -> None:
    person = a_person()
    device = begin(person)
    devices.renew(device_id=device.id, session_key="k9")
    assert signin.device_of_session(person_id=person.id, session_key="k9") == device
    assert signin.device_of_session(person_id=person.id, session_key="k1") is None


def test_old_devices_and_tries_are_forgotten() -> None:
    person = a_person()
    begin(person)
    entry.note_try(person=person, method="phone", outcome="signed_in", visit=VISIT, now=NOW)
    assert devices.forget_old(now=NOW + timedelta(days=179)) == 0
    assert devices.forget_old(now=NOW + timedelta(days=181)) == 2
    assert (Device.objects.count(), SignInTry.objects.count()) == (0, 0)


def test_history_shows_ones_own_tries_only_latest_first() -> None:
    aygun, cavid = a_person(), a_person("050 123 45 68")
    for minute, person in enumerate([aygun, cavid, aygun]):
        at = NOW + timedelta(minutes=minute)
        entry.note_try(person=person, method="phone", outcome="signed_in", visit=VISIT, now=at)
    found = signin.recent_tries_of(aygun, since=NOW - timedelta(days=1))
    assert [line.created_at for line in found] == [NOW + timedelta(minutes=2), NOW]


def test_a_browser_without_a_name_is_told_as_unknown() -> None:
    person = a_person("aygun@mail.example")
    begin(person, "k1", method="passkey")
    begin(person, "k2", method="passkey", visit=Visit(agent="", network="", ip="", browser_hash="c" * 64))
    assert "Naməlum cihaz" in deliver_all()[0].text


def test_what_a_stranger_has_begun_does_not_stay_for_long() -> None:
    """A name and a number stand in the session of somebody who never wrote the code."""
    for key, ends in (("old", NOW - timedelta(minutes=1)), ("new", NOW + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    devices.forget_old(now=NOW)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
