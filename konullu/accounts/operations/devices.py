"""Signed-in browsers: from sign-in until they are revoked."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from konullu.accounts import security_letters as letters
from konullu.accounts.models import Device, Person, SignInTry
from konullu.accounts.queries import signin as queries
from konullu.accounts.rules import devices as rules
from konullu.accounts.rules.devices import Visit
from konullu.accounts.rules.factors import contacts_to_warn
from konullu.journal.operations import record


@transaction.atomic
def begin(*, person: Person, session_key: str, method: str, visit: Visit, now: datetime) -> Device:
    """Remember a session that has just begun. A browser that was never seen before is told to the person."""
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    is_first = not Device.objects.filter(person=person).exists()
    is_known = bool(visit.browser_hash) and (
        Device.objects.filter(person=person, browser_hash=visit.browser_hash).exists()
    )
    device = Device.objects.create(
        created_at=now,
        person=person,
        session_hash=queries.session_hash(session_key),
        browser_hash=visit.browser_hash,
        method=method,
        agent=visit.agent,
        network=visit.network,
        last_seen_at=now,
    )
    _journal("accounts.signed_in", device, actor_id=person.id, now=now, detail={"by": method})
    if not (is_first or is_known):
        for contact in contacts_to_warn(contacts=queries.contacts_of(person), method=method):
            letters.post(
                to=contact,
                template="new_device",
                context={"agent": device.agent, "method": method, "at": now.isoformat()},
                language=person.language,
            )
    return device


@transaction.atomic
def renew(*, device_id: UUID, session_key: str) -> None:
    """The session got another key (it is rotated when a factor is confirmed); it is the same device."""
    Device.objects.filter(id=device_id, revoked_at__isnull=True).update(session_hash=queries.session_hash(session_key))


@transaction.atomic
def note_seen(*, device: Device, now: datetime) -> None:
    """Write the last sign of life, at most every five minutes."""
    if rules.is_time_to_note(device.last_seen_at, now):
        Device.objects.filter(id=device.id).update(last_seen_at=now)


@transaction.atomic
def revoke(*, person: Person, device: Device, now: datetime) -> None:
    """End a device of one's own; its next request is a stranger's. Revoking twice changes nothing."""
    if Device.objects.filter(id=device.id, person=person, revoked_at__isnull=True).update(revoked_at=now):
        _journal("accounts.device_revoked", device, actor_id=person.id, now=now)


@transaction.atomic
def revoke_others(*, person: Person, keep: UUID | None, now: datetime) -> int:
    """End all devices of a person but one; with keep=None all of them. Returns how many were ended."""
    alive = Device.objects.select_for_update().filter(person=person, revoked_at__isnull=True)
    ended = [device for device in alive if device.id != keep]
    for device in ended:
        _journal("accounts.device_revoked", device, actor_id=person.id, now=now)
    Device.objects.filter(id__in=[device.id for device in ended]).update(revoked_at=now)
    return len(ended)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Devices without a sign of life, and tries, go after 180 days; ended sessions (of strangers too) at once."""
    SessionStore.clear_expired()
    gone = Device.objects.filter(last_seen_at__lt=now - rules.DEVICES_KEPT_FOR).delete()[0]
    return gone + SignInTry.objects.filter(created_at__lt=now - rules.TRIES_KEPT_FOR).delete()[0]


def _journal(verb: str, device: Device, *, actor_id: UUID, now: datetime, detail: dict[str, str] | None = None) -> None:
    record(
        verb=verb,
        subject_kind="accounts.device",
        subject_id=device.id,
        actor_id=actor_id,
        now=now,
        detail=detail,
    )
