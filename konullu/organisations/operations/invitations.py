"""Invitations to a team by phone or e-mail: one secret link, 14 days, one use."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from konullu.accounts.rules.age import is_minor
from konullu.accounts.rules.contacts import EMAIL, Contact
from konullu.journal.operations import record
from konullu.messaging.operations import queue_to_address
from konullu.organisations import letters
from konullu.organisations.models import Invitation, Member, Organisation
from konullu.organisations.operations.constraints import explained
from konullu.organisations.queries.locks import locked
from konullu.organisations.queries.team import (
    ADDRESS_PURPOSE,
    TOKEN_PURPOSE,
    is_addressed_to,
    organisation_for,
    role_in,
)
from konullu.organisations.rules.roles import Act, refusals_to_invite, refusals_to_join
from konullu.organisations.words import Channel, Role
from konullu.platform.errors import NotVisible, Refusal, Refused
from konullu.platform.secrets import keyed_hash, seal

if TYPE_CHECKING:
    from konullu.accounts.models import Person

KIND = "organisations.invitation"
VALID_FOR = timedelta(days=14)
OPEN_AT_MOST = 50  # for one organisation: nobody sends letters to half the country


@transaction.atomic
def invite(
    *, organisation: Organisation, by: "Person", contact: Contact, role: str, language: str, now: datetime
) -> Invitation:
    """Invite whoever holds this phone or e-mail, with or without an account; the letter goes out in `language`."""
    organisation = locked(organisation.pk)
    organisation_for(by, organisation.pk, Act.INVITE)
    address_hash = keyed_hash(ADDRESS_PURPOSE, contact.value)
    # An expired one holds the address no longer.
    _open(organisation).filter(address_hash=address_hash, expires_at__lte=now).update(
        address_hash="", sealed_address=""
    )
    if refusals := _refusals(organisation, by, contact, role):
        raise Refused(refusals)
    token = secrets.token_urlsafe(32)
    with explained():
        invitation = Invitation.objects.create(
            created_at=now,
            organisation=organisation,
            role=Role(role).value,
            channel=(Channel.EMAIL if contact.kind == EMAIL else Channel.SMS).value,
            sealed_address=seal(contact.value),
            address_hash=address_hash,
            language=language,
            token_hash=keyed_hash(TOKEN_PURPOSE, token),
            invited_by=by,
            expires_at=now + VALID_FOR,
        )
    _note("organisations.invited", invitation, by, now, role=role, channel=invitation.channel)
    _send(invitation, contact, token, now)
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, person: "Person", confirmed: bool, now: datetime) -> Member:
    """Join the team. With another contact than the invited one the person confirms first that it is meant for them.

    Refused for minors, for those in the team, and without the confirmation; NotVisible when it was used meanwhile.
    """
    organisation = locked(invitation.organisation_id)
    invitation = _still_open(organisation, invitation, now)
    refusals = refusals_to_join(is_minor=is_minor(person, now), is_member=role_in(person, organisation) is not None)
    if not (confirmed or is_addressed_to(invitation, person)):
        refusals.append(_another_contact())
    if refusals:
        raise Refused(refusals)
    with explained():
        member = Member.objects.create(organisation=organisation, person=person, role=invitation.role, created_at=now)
    invitation.accepted_at, invitation.accepted_by = now, person
    _close(invitation, "accepted_at", "accepted_by")
    by_contact = is_addressed_to(invitation, person)
    _note("organisations.invitation_accepted", invitation, person, now, role=invitation.role, own_contact=by_contact)
    return member


@transaction.atomic
def decline(*, invitation: Invitation, now: datetime) -> None:
    """Say no. Whoever holds the link may, no account is needed for a no."""
    organisation = locked(invitation.organisation_id)
    invitation = _still_open(organisation, invitation, now)
    invitation.declined_at = now
    _close(invitation, "declined_at")
    _note("organisations.invitation_declined", invitation, None, now)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: "Person", now: datetime) -> None:
    """Take an invitation back; its link says from now on that it is not valid."""
    organisation = locked(invitation.organisation_id)
    organisation_for(by, organisation.pk, Act.INVITE)
    invitation = _still_open(organisation, invitation, now)
    invitation.withdrawn_at = now
    _close(invitation, "withdrawn_at")
    _note("organisations.invitation_withdrawn", invitation, by, now)


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Empty the addresses of expired invitations; answers how many. Nobody's number stays without need."""
    return (
        Invitation.objects.filter(expires_at__lte=now)
        .exclude(address_hash="")
        .update(sealed_address="", address_hash="")
    )


def _send(invitation: Invitation, contact: Contact, token: str, now: datetime) -> None:
    language = invitation.language
    queue_to_address(
        channel="email" if contact.kind == EMAIL else "sms",
        address=contact.value,
        language=language,
        template="organisations/letters/invitation",
        context={
            "organisation": invitation.organisation.name,
            "inviter": invitation.invited_by.name,
            "role": letters.role_label(invitation.role, language=language),
            "until": letters.day(invitation.expires_at, language=language),
            "url": letters.link("office:invitation", token, language=language),
        },
        now=now,
        key=f"invitation:{invitation.pk}",
    )


def _refusals(organisation: Organisation, by: "Person", contact: Contact, role: str) -> list[Refusal]:
    refusals = refusals_to_invite(role_of_inviter=role_in(by, organisation) or Role.VIEWER, role_given=role)
    holder = Q(person__phone=contact.value) | Q(person__email=contact.value)
    if organisation.members.filter(holder, ended_at=None).exists():
        refusals += refusals_to_join(is_minor=False, is_member=True)
    if _open(organisation).exclude(address_hash="").count() >= OPEN_AT_MOST:
        refusals.append(
            Refusal(
                code="organisations.too_many_invitations",
                text=_("%(count)d invitations are open.") % {"count": OPEN_AT_MOST},
                next_step=_("Withdraw those that are no longer needed, or wait for the answers."),
            )
        )
    return refusals


def _another_contact() -> Refusal:
    return Refusal(
        code="organisations.another_contact",
        text=_("The invitation was sent to another contact than yours."),
        next_step=_("Confirm that it is meant for you, or sign in with the invited contact."),
        field="confirmed",
    )


def _open(organisation: Organisation) -> QuerySet[Invitation]:
    return organisation.invitations.filter(accepted_at=None, declined_at=None, withdrawn_at=None)


def _still_open(organisation: Organisation, invitation: Invitation, now: datetime) -> Invitation:
    row = _open(organisation).filter(pk=invitation.pk, expires_at__gt=now).select_related("organisation").first()
    if row is None:
        raise NotVisible
    return row


def _close(invitation: Invitation, *fields: str) -> None:
    invitation.save(update_fields=fields)
    Invitation.objects.filter(pk=invitation.pk).update(sealed_address="", address_hash="")


def _note(verb: str, invitation: Invitation, by: "Person | None", now: datetime, **detail: object) -> None:
    record(
        verb=verb,
        subject_kind=KIND,
        subject_id=invitation.pk,
        actor_id=by.pk if by else None,
        on_behalf_of_id=invitation.organisation_id,
        now=now,
        detail={"organisation": str(invitation.organisation_id), **detail},
    )
