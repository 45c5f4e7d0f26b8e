"""Who stands for whom, and who may open whose pages. A guardianship counts only while the minor is one."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from konullu.accounts.models import GuardianInvitation, Guardianship, Person
from konullu.accounts.rules.age import is_minor
from konullu.accounts.rules.contacts import EMAIL, PHONE
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import keyed_hashes

INVITATION_HASH = "guardian-invitation"
TOKEN_HASH = "guardian-invitation-token"  # noqa: S105 - the name of a purpose


def guardianships_of(minor: Person, now: datetime) -> list[Guardianship]:
    """The guardianships in force over this person, oldest first; none for somebody of age."""
    if not is_minor(minor, now):
        return []
    return list(_active().filter(minor=minor))


def guardian_ids_of(minor: Person, now: datetime) -> set[UUID]:
    if not is_minor(minor, now):
        return set()
    return set(_active().filter(minor=minor).values_list("guardian_id", flat=True))


def wardships_of(guardian: Person, now: datetime) -> list[Guardianship]:
    """The guardianships in force that this person holds, oldest first."""
    return [held for held in _active().filter(guardian=guardian) if is_minor(held.minor, now)]


def has_guardian(minor: Person, now: datetime) -> bool:
    """Has an adult accepted to stand for this minor?"""
    return bool(guardian_ids_of(minor, now))


def is_guardian_of(person: Person, minor: Person, now: datetime) -> bool:
    return person.pk in guardian_ids_of(minor, now)


def person_in_care_of(reader: Person, person_id: UUID, now: datetime) -> Person:
    """Oneself, or a minor for whom the reader stands. Anybody else is NotVisible."""
    if reader.pk == person_id:
        return reader
    for held in wardships_of(reader, now):
        if held.minor_id == person_id:
            return held.minor
    raise NotVisible


def guardianship_visible_to(reader: Person, guardianship_id: UUID) -> Guardianship:
    """A guardianship, ended or not, of which the reader is the minor or the guardian."""
    found = (
        Guardianship.objects.select_related("minor", "guardian")
        .filter(pk=guardianship_id, minor=reader)
        .union(Guardianship.objects.select_related("minor", "guardian").filter(pk=guardianship_id, guardian=reader))
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def guardianship_held_by(reader: Person, guardianship_id: UUID, now: datetime) -> Guardianship:
    """One of `wardships_of`."""
    for held in wardships_of(reader, now):
        if held.pk == guardianship_id:
            return held
    raise NotVisible


def open_invitations_of(minor: Person, now: datetime) -> list[GuardianInvitation]:
    """Invitations for this minor that wait for an answer, oldest first."""
    return list(_open(now).filter(minor=minor))


def invitation_sent_by(reader: Person, invitation_id: UUID, now: datetime) -> GuardianInvitation:
    """An open invitation that the reader may withdraw: for themselves, or for a minor they stand for."""
    found = _open(now).filter(pk=invitation_id).first()
    if found is None or (found.minor_id != reader.pk and not is_guardian_of(reader, found.minor, now)):
        raise NotVisible
    return found


def invitation_by_token(token: str) -> GuardianInvitation:
    """The invitation of a letter's link, in any state; the one who has the link may know it."""
    found = (
        GuardianInvitation.objects.select_related("minor", "invited_by")
        .filter(token_hash__in=keyed_hashes(TOKEN_HASH, token), minor__erased_at=None)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def invitations_to(person: Person, now: datetime) -> list[GuardianInvitation]:
    """Open invitations that went to the phone or e-mail of this person, oldest first."""
    hashes = [
        digest
        for kind, value in ((PHONE, person.phone), (EMAIL, person.email))
        if value
        for digest in keyed_hashes(INVITATION_HASH, f"{kind}:{value}")
    ]
    return list(_open(now).filter(address_hash__in=hashes).exclude(minor=person))


def invitation_addressed_to(person: Person, invitation_id: UUID, now: datetime) -> GuardianInvitation:
    """One of `invitations_to`."""
    for invitation in invitations_to(person, now):
        if invitation.pk == invitation_id:
            return invitation
    raise NotVisible


def documents_to_check() -> QuerySet[Guardianship]:
    """Guardianships whose document waits for staff, oldest document first. The caller has authorised the reader."""
    return _active().filter(proof=Guardianship.Proof.DOCUMENT).order_by("document_at")


def guardianship_to_check(guardianship_id: UUID) -> Guardianship:
    """One of `documents_to_check`. The caller has authorised the reader."""
    found = documents_to_check().filter(pk=guardianship_id).first()
    if found is None:
        raise NotVisible
    return found


def _active() -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(ended_at=None).select_related("minor", "guardian").order_by("created_at", "id")


def _open(now: datetime) -> QuerySet[GuardianInvitation]:
    return (
        GuardianInvitation.objects.filter(state=GuardianInvitation.State.SENT, expires_at__gt=now)
        .select_related("minor", "invited_by")
        .order_by("created_at", "id")
    )
