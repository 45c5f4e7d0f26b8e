"""Inviting a guardian, and the answer. Minor and invitation are locked, so that one invitation is answered once."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from konullu.accounts import security_letters as letters
from konullu.accounts.facts import GuardianAccepted, GuardianDeclined
from konullu.accounts.models import GuardianInvitation, Guardianship, Person
from konullu.accounts.queries.family import INVITATION_HASH, TOKEN_HASH, is_guardian_of
from konullu.accounts.rules import family as rules
from konullu.accounts.rules.contacts import Contact
from konullu.journal.operations import record
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.facts import publish
from konullu.platform.secrets import keyed_hash, keyed_hashes, seal

if TYPE_CHECKING:
    from uuid import UUID

State = GuardianInvitation.State


@transaction.atomic
def invite(
    *, minor: Person, by: Person, address: Contact, relation: str, language: str, now: datetime
) -> GuardianInvitation:
    """Ask an adult by phone or e-mail to be the minor's guardian; the letter goes out after the commit.

    `by` is the minor or one of their guardians, else NotVisible. The link's secret stands in the letter only.
    """
    minor = _locked_person(minor.pk)
    if by.pk != minor.pk and not is_guardian_of(by, minor, now):
        raise NotVisible
    _close_expired(minor, now)
    if reasons := rules.refusals_to_invite(minor=minor, now=now, **_circumstances(minor, address, now)):
        raise Refused(reasons)
    token = secrets.token_urlsafe(24)
    invitation = GuardianInvitation.objects.create(
        created_at=now,
        minor=minor,
        invited_by=by,
        channel="sms" if address.kind == "phone" else "email",
        sealed_address=seal(address.value),
        address_hash=_address_hash(address),
        token_hash=keyed_hash(TOKEN_HASH, token),
        language=language,
        relation=relation,
        expires_at=now + rules.INVITATION_VALID_FOR,
    )
    with translation.override(language):
        path = reverse("volunteer:guardian_invitation", kwargs={"token": token})
    letters.post(
        to=address,
        template="guardian_invitation",
        context={"first_name": minor.name.split()[0], "link": settings.PUBLIC_URL.rstrip("/") + path},
        language=language,
        until=invitation.expires_at,
    )
    _journal("accounts.guardian_invited", invitation, by=by, now=now)
    return invitation


@transaction.atomic
def accept(
    *, invitation_id: "UUID", person: Person, relation: str, stated: bool, language: str, now: datetime
) -> Guardianship:
    """Become the guardian: states the relation in the words of rules.family.STATEMENTS. An invitation serves once.

    The caller has loaded the invitation by its secret link or by the person's own address.
    """
    invitation, minor = _locked_invitation(invitation_id)
    person = _locked_person(person.pk)
    active = list(Guardianship.objects.filter(minor=minor, ended_at=None).values_list("guardian_id", "place"))
    reasons = rules.refusals_to_accept(
        invitation=invitation,
        person=person,
        minor=minor,
        already_guardian=any(guardian_id == person.pk for guardian_id, _place in active),
        guardians=len(active),
        stated=stated,
        now=now,
    )
    if reasons:
        raise Refused(reasons)
    with translation.override(language):
        statement = str(rules.STATEMENTS[relation])
    guardianship = Guardianship.objects.create(
        created_at=now,
        minor=minor,
        guardian=person,
        place=min({1, 2, 3, 4} - {place for _guardian_id, place in active}),
        relation=relation,
        statement=statement,
        statement_language=language,
    )
    _answer(invitation, State.ACCEPTED, now)
    record(
        verb="accounts.guardian_accepted",
        subject_kind="accounts.guardianship",
        subject_id=guardianship.pk,
        actor_id=person.pk,
        on_behalf_of_id=minor.pk,
        now=now,
        detail={"relation": relation, "invitation_id": str(invitation.pk)},
    )
    publish(GuardianAccepted(guardianship.pk, minor.pk, person.pk, now))
    return guardianship


@transaction.atomic
def decline(*, invitation_id: "UUID", person: Person | None, now: datetime) -> None:
    """Say no. Whoever has the letter's link may do it without an account (person=None)."""
    invitation, minor = _locked_invitation(invitation_id)
    if reasons := rules.refusals_to_answer(invitation=invitation, now=now):
        raise Refused(reasons)
    _answer(invitation, State.DECLINED, now)
    _journal("accounts.guardian_declined", invitation, by=person, now=now)
    publish(GuardianDeclined(minor.pk, now))


@transaction.atomic
def withdraw_invitation(*, invitation_id: "UUID", by: Person, now: datetime) -> None:
    """Take an invitation back; its link stops working."""
    invitation, minor = _locked_invitation(invitation_id)
    if by.pk != minor.pk and not is_guardian_of(by, minor, now):
        raise NotVisible
    if reasons := rules.refusals_to_answer(invitation=invitation, now=now):
        raise Refused(reasons)
    _answer(invitation, State.WITHDRAWN, now)
    _journal("accounts.guardian_invitation_withdrawn", invitation, by=by, now=now)


def _locked_person(person_id: "UUID") -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _locked_invitation(invitation_id: "UUID") -> tuple[GuardianInvitation, Person]:
    """The minor first, then the invitation: everybody locks in this order."""
    minor_id = GuardianInvitation.objects.values_list("minor_id", flat=True).get(pk=invitation_id)
    minor = _locked_person(minor_id)
    return GuardianInvitation.objects.select_for_update().get(pk=invitation_id), minor


def _close_expired(minor: Person, now: datetime) -> None:
    """An old invitation without an answer gives its address free; by the clock nobody answered it."""
    GuardianInvitation.objects.filter(minor=minor, state=State.SENT, expires_at__lte=now).update(
        state=State.WITHDRAWN, answered_at=now
    )


def _circumstances(minor: Person, address: Contact, now: datetime) -> dict[str, Any]:
    guardians = Guardianship.objects.filter(minor=minor, ended_at=None)
    sent = GuardianInvitation.objects.filter(minor=minor)
    waiting = sent.filter(state=State.SENT)
    return {
        "is_own_address": address.value in (minor.phone, minor.email),
        "already_invited": waiting.filter(
            address_hash__in=keyed_hashes(INVITATION_HASH, f"{address.kind}:{address.value}")
        ).exists(),
        "already_guardian": guardians.filter(**{f"guardian__{address.kind}": address.value}).exists(),
        "guardians": guardians.count(),
        "open_invitations": waiting.count(),
        "sent_today": sent.filter(created_at__gt=now - timedelta(days=1)).count(),
    }


def _address_hash(address: Contact) -> str:
    return keyed_hash(INVITATION_HASH, f"{address.kind}:{address.value}")


def _answer(invitation: GuardianInvitation, state: str, now: datetime) -> None:
    invitation.state = state
    invitation.answered_at = now
    invitation.save(update_fields=["state", "answered_at"])


def _journal(verb: str, invitation: GuardianInvitation, *, by: Person | None, now: datetime) -> None:
    record(
        verb=verb,
        subject_kind="accounts.guardian_invitation",
        subject_id=invitation.pk,
        actor_id=by.pk if by else None,
        on_behalf_of_id=invitation.minor_id,
        now=now,
        detail={"channel": invitation.channel, "relation": invitation.relation},
    )
