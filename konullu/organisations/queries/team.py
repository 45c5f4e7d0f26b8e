"""Teams: who is in them, and the organisation as its team may load it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from konullu.accounts.rules.contacts import EMAIL, PHONE, Contact
from konullu.organisations.models import Invitation, Member, Organisation
from konullu.organisations.rules.roles import ROLES_FOR, Act
from konullu.organisations.rules.roles import may as role_may
from konullu.organisations.words import Channel, LegalForm, Role
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import keyed_hash, unseal

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from konullu.accounts.models import Person

TOKEN_PURPOSE = "team-invitation-token"  # noqa: S105  the name of a purpose, not a secret
ADDRESS_PURPOSE = "team-invitation"


@dataclass(frozen=True, kw_only=True)
class TeamPlace:
    """A person's place in one team."""

    organisation: Organisation
    role: Role


def teams_of(person: "Person | AnonymousUser") -> list[TeamPlace]:
    """All teams in which the person is now, by the name of the organisation. One query; none for a visitor."""
    if not person.is_authenticated:
        return []
    rows = _present().filter(person_id=person.pk).select_related("organisation").order_by("organisation__name")
    return [TeamPlace(organisation=row.organisation, role=Role(row.role)) for row in rows]


def is_staff(person: "Person | AnonymousUser") -> bool:
    """Is the person in the team of any organisation? Then a second factor is obligatory."""
    return person.is_authenticated and _present().filter(person_id=person.pk).exists()


def is_union_staff(person: "Person | AnonymousUser") -> bool:
    """Is the person in the team of the Union?"""
    return person.is_authenticated and _present().filter(person_id=person.pk, organisation__is_union=True).exists()


def union_role_of(person: "Person | AnonymousUser") -> Role | None:
    """The role in the Union's own team, or None."""
    if not person.is_authenticated:
        return None
    role = _present().filter(person_id=person.pk, organisation__is_union=True).values_list("role", flat=True).first()
    return Role(role) if role else None


def union_place_of(person: "Person | AnonymousUser") -> TeamPlace:
    """The place in the Union's own team; NotVisible for those who have none."""
    row = None
    if person.is_authenticated:
        mine = _present().filter(person_id=person.pk, organisation__is_union=True)
        row = mine.select_related("organisation").first()
    if row is None:
        raise NotVisible
    return TeamPlace(organisation=row.organisation, role=Role(row.role))


def may_decide_for_union(person: "Person | AnonymousUser") -> bool:
    """Does the role in the Union's team allow decisions? The decision itself asks again."""
    return role_may(union_role_of(person), Act.DECIDE)


def role_in(person: "Person | AnonymousUser", organisation: Organisation) -> Role | None:
    """The person's role in this team now, or None."""
    if not person.is_authenticated:
        return None
    role = (
        _present().filter(person_id=person.pk, organisation_id=organisation.pk).values_list("role", flat=True).first()
    )
    return Role(role) if role else None


def may(person: "Person | AnonymousUser", organisation: Organisation, act: Act) -> bool:
    """May the person do this for the organisation? The table is rules.roles.ROLES_FOR."""
    return role_may(role_in(person, organisation), act)


def organisation_for(person: "Person | AnonymousUser", organisation_id: UUID, act: Act) -> Organisation:
    """The organisation for somebody who wants to do this there.

    Raises NotVisible for outsiders (404); PermissionDenied (403) for members whose role does not allow it, with a
    sentence that says whom to ask.
    """
    place = _place(person, organisation_id)
    if not role_may(place.role, act):
        raise PermissionDenied(_who_may(act))
    return place.organisation


def organisation_for_member(person: "Person | AnonymousUser", organisation_id: UUID) -> Organisation:
    """The organisation for anybody in its team; NotVisible for outsiders."""
    return _place(person, organisation_id).organisation


def organisation_for_owner(person: "Person | AnonymousUser", organisation_id: UUID) -> Organisation:
    """The organisation for its owners; 404 for outsiders, 403 for the rest of the team."""
    return organisation_for(person, organisation_id, Act.MANAGE_TEAM)


def group_for_owner(person: "Person | AnonymousUser", organisation_id: UUID) -> Organisation:
    """An unregistered group, for its owners: only a group has a responsible coordinator. Others: NotVisible."""
    organisation = organisation_for_owner(person, organisation_id)
    if organisation.legal_form != LegalForm.GROUP:
        raise NotVisible
    return organisation


def member_for_owner(person: "Person | AnonymousUser", organisation_id: UUID, member_id: UUID) -> Member:
    """One member of the team, for an owner who wants to change the place."""
    organisation = organisation_for_owner(person, organisation_id)
    row = organisation.members.filter(pk=member_id, ended_at=None).select_related("person").first()
    if row is None:
        raise NotVisible
    return row


def own_place(person: "Person | AnonymousUser", organisation_id: UUID) -> Member:
    """The person's own place in the team; NotVisible for outsiders."""
    return _place(person, organisation_id)


def team_of(organisation: Organisation) -> list[Member]:
    """The team now, owners first, then by the length of service."""
    rows = organisation.members.filter(ended_at=None).select_related("person").order_by("created_at", "pk")
    rank = list(Role)
    return sorted(rows, key=lambda row: rank.index(Role(row.role)))


def open_invitations(organisation: Organisation, *, now: datetime) -> list[Invitation]:
    """Invitations that are neither answered, withdrawn nor expired, the latest first."""
    return list(_open(now).filter(organisation=organisation).select_related("invited_by").order_by("-created_at"))


def invitation_for(person: "Person", organisation_id: UUID, invitation_id: UUID, *, now: datetime) -> Invitation:
    """An open invitation of the organisation, for those who may invite there."""
    organisation = organisation_for(person, organisation_id, Act.INVITE)
    row = _open(now).filter(organisation=organisation, pk=invitation_id).first()
    if row is None:
        raise NotVisible
    return row


def invitation_by_token(token: str, *, now: datetime) -> Invitation:
    """The open invitation with this secret in its link. Answered, expired and invented ones look the same."""
    row = (
        _open(now)
        .filter(token_hash=keyed_hash(TOKEN_PURPOSE, token))
        .select_related("organisation", "invited_by")
        .first()
    )
    if row is None:
        raise NotVisible
    return row


def is_addressed_to(invitation: Invitation, person: "Person | AnonymousUser") -> bool:
    """Was it sent to a phone or an e-mail that this person has proved?"""
    if not (invitation.sealed_address and person.is_authenticated):
        return False
    return unseal(invitation.sealed_address) in (person.phone, person.email)


def address_of(invitation: Invitation) -> Contact | None:
    """To whom it was sent, for the team that sent it; None when it was answered."""
    if not invitation.sealed_address:
        return None
    kind = EMAIL if invitation.channel == Channel.EMAIL else PHONE
    return Contact(kind, unseal(invitation.sealed_address))


def _present() -> QuerySet[Member]:
    return Member.objects.filter(ended_at=None)


def _open(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, declined_at=None, withdrawn_at=None, expires_at__gt=now)


def _place(person: "Person | AnonymousUser", organisation_id: UUID) -> Member:
    row = None
    if person.is_authenticated:
        row = (
            _present()
            .filter(person_id=person.pk, organisation_id=organisation_id)
            .select_related("organisation")
            .first()
        )
    if row is None:
        raise NotVisible
    return row


def _who_may(act: Act) -> str:
    if ROLES_FOR[act] == frozenset({Role.OWNER}):
        return _("An owner of the organisation does this. Their names are on the team page.")
    return _("An owner or a coordinator does this. Their names are on the team page.")
