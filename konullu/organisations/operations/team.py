"""Changes in a team. The organisation's row is locked, so that two last owners can't leave at the same moment."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from konullu.accounts.rules.age import is_minor
from konullu.journal.operations import record
from konullu.messaging.operations import queue
from konullu.organisations import letters
from konullu.organisations.models import Member, Organisation
from konullu.organisations.queries.locks import locked
from konullu.organisations.queries.team import organisation_for_owner
from konullu.organisations.rules.roles import (
    refusals_to_join,
    refusals_to_stop_being_responsible,
    refusals_to_stop_owning,
)
from konullu.organisations.words import Role
from konullu.platform.errors import NotVisible, Refusal, Refused

if TYPE_CHECKING:
    from konullu.accounts.models import Person

KIND = "organisations.member"


@transaction.atomic
def change_role(*, member: Member, by: "Person", role: str, now: datetime) -> Member:
    """Give somebody in the team another role. The last owner stays an owner."""
    organisation, member = _locked(member)
    organisation_for_owner(by, organisation.pk)
    if role == member.role:
        return member
    if refusals := _refusals_to_lower(organisation, member, role):
        raise Refused(refusals)
    before, member.role = member.role, Role(role).value
    member.save(update_fields=["role"])
    _note("organisations.role_changed", member, by, now, before=before, role=member.role)
    if member.person_id != by.pk:
        _tell(member, "role_changed", now)
    return member


@transaction.atomic
def remove(*, member: Member, by: "Person", now: datetime) -> None:
    """End somebody's place in the team; the row stays with its end."""
    organisation, member = _locked(member)
    organisation_for_owner(by, organisation.pk)
    _end(organisation, member, now)
    _note("organisations.member_removed", member, by, now)
    _tell(member, "removed", now)


@transaction.atomic
def leave(*, organisation: Organisation, person: "Person", now: datetime) -> None:
    """Leave the team oneself. The last owner hands the organisation over first."""
    organisation = locked(organisation.pk)
    member = organisation.members.filter(person=person, ended_at=None).first()
    if member is None:
        raise NotVisible
    _end(organisation, member, now)
    _note("organisations.member_left", member, person, now)


@transaction.atomic
def hand_over(*, organisation: Organisation, by: "Person", to: Member, now: datetime) -> None:
    """Make a member of the team the owner in one's own place; the former owner becomes a coordinator."""
    organisation = locked(organisation.pk)
    organisation_for_owner(by, organisation.pk)
    mine = organisation.members.get(person=by, ended_at=None)
    heir = organisation.members.filter(pk=to.pk, ended_at=None).exclude(pk=mine.pk).select_related("person").first()
    if heir is None:
        raise NotVisible
    if refusals := refusals_to_join(is_minor=is_minor(heir.person, now), is_member=False):
        raise Refused(refusals)
    heir.role, mine.role = Role.OWNER.value, Role.COORDINATOR.value
    heir.save(update_fields=["role"])
    mine.save(update_fields=["role"])
    _note("organisations.handed_over", heir, by, now, former=str(mine.pk))
    _tell(heir, "handed_over", now)


def _locked(member: Member) -> tuple[Organisation, Member]:
    organisation = locked(member.organisation_id)
    fresh = organisation.members.filter(pk=member.pk, ended_at=None).select_related("person").first()
    if fresh is None:
        raise NotVisible
    return organisation, fresh


def _end(organisation: Organisation, member: Member, now: datetime) -> None:
    refusals = refusals_to_stop_being_responsible(is_responsible=organisation.responsible_id == member.person_id)
    if member.role == Role.OWNER:
        refusals += refusals_to_stop_owning(owners=_owners(organisation))
    if refusals:
        raise Refused(refusals)
    member.ended_at = now
    member.save(update_fields=["ended_at"])


def _refusals_to_lower(organisation: Organisation, member: Member, role: str) -> list[Refusal]:
    refusals = []
    if member.role == Role.OWNER:
        refusals += refusals_to_stop_owning(owners=_owners(organisation))
    if role not in (Role.OWNER, Role.COORDINATOR):
        refusals += refusals_to_stop_being_responsible(is_responsible=organisation.responsible_id == member.person_id)
    return refusals


def _owners(organisation: Organisation) -> int:
    return organisation.members.filter(role=Role.OWNER, ended_at=None).count()


def _note(verb: str, member: Member, by: "Person", now: datetime, **detail: object) -> None:
    record(
        verb=verb,
        subject_kind=KIND,
        subject_id=member.pk,
        actor_id=by.pk,
        on_behalf_of_id=member.organisation_id,
        now=now,
        detail={"organisation": str(member.organisation_id), "person": str(member.person_id), **detail},
    )


def _tell(member: Member, letter: str, now: datetime) -> None:
    language = member.person.language
    queue(
        to=member.person,
        template=f"organisations/letters/{letter}",
        context={
            "organisation": member.organisation.name,
            "role": letters.role_label(member.role, language=language),
            "url": letters.link("office:overview", member.organisation_id, language=language),
        },
        now=now,
    )
