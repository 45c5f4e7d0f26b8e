"""A person's traces in this domain: for their export, and what stands in the way of their erasure."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.export import Section
from konullu.organisations.models import Decision, Invitation, Member, Office, Organisation
from konullu.organisations.queries.team import ADDRESS_PURPOSE
from konullu.organisations.rules.roles import refusals_to_stop_being_responsible, refusals_to_stop_owning
from konullu.organisations.words import Role, State
from konullu.platform.errors import Refusal
from konullu.platform.secrets import keyed_hashes

if TYPE_CHECKING:
    from konullu.accounts.models import Person


def memberships_of(person: "Person") -> Section:
    """All that this domain knows about the person, for the copy of their data (accounts.operations.export)."""
    teams = Member.objects.filter(person=person).select_related("organisation").order_by("created_at")
    offices = Office.objects.filter(person=person).select_related("organisation").order_by("since_date")
    invited = Invitation.objects.filter(invited_by=person).select_related("organisation").order_by("created_at")
    decided = Decision.objects.filter(decided_by=person).select_related("organisation").order_by("created_at")
    return Section(
        title=_("Organisations"),
        columns={
            "organisation": _("Organisation"),
            "what": _("What"),
            "detail": _("Detail"),
            "since": _("Since"),
            "until": _("Until"),
        },
        rows=[
            *(_row(row.organisation, "team", row.role, row.created_at, row.ended_at) for row in teams),
            *(_row(row.organisation, "office", row.post, row.since_date, row.until_date) for row in offices),
            *(_row(row.organisation, "invitation_sent", row.role, row.created_at, row.expires_at) for row in invited),
            *(_row(row.organisation, "decision", row.move, row.created_at, None) for row in decided),
        ],
    )


def objections_to_erasure(person_id: UUID) -> list[Refusal]:
    """Why the account can't go yet: an organisation would be left without an owner or a responsible coordinator.

    A draft or a partner with no one else in its team is no objection: it goes with its only owner.
    """
    owned = Member.objects.filter(person_id=person_id, ended_at=None, role=Role.OWNER).values("organisation_id")
    rows = (
        Organisation.objects.filter(pk__in=owned)
        .annotate(
            # distinct: the join with the decisions repeats every member
            owners=Count("members", filter=Q(members__ended_at=None, members__role=Role.OWNER), distinct=True),
            team=Count("members", filter=Q(members__ended_at=None), distinct=True),
            moves=Count("decisions", distinct=True),
        )
        .order_by("name")
    )
    kept = [row for row in rows if row.team > 1 or row.moves or row.state not in (State.DRAFT, State.PARTNER)]
    refusals = [refusal for row in kept for refusal in refusals_to_stop_owning(owners=row.owners)]
    answers = Organisation.objects.filter(responsible_id=person_id, state__in=_ACTIVE).exists()
    return [*refusals[:1], *refusals_to_stop_being_responsible(is_responsible=answers)]


def organisations_left_alone_by(person_id: UUID) -> list[UUID]:
    """Drafts and partners in whose team nobody else is, and on which nothing was ever decided."""
    return [
        row.pk
        for row in Organisation.objects.filter(
            members__person_id=person_id, members__ended_at=None, state__in=[State.DRAFT, State.PARTNER]
        )
        if not row.members.filter(ended_at=None).exclude(person_id=person_id).exists() and not row.decisions.exists()
    ]


_keepers: list[Callable[[Collection[UUID]], set[UUID]]] = []


def register_keeper(keeper: Callable[[Collection[UUID]], set[UUID]]) -> None:
    """A floor above says which of some organisations it still has records of: these are not deleted."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def kept_by_others(organisation_ids: Collection[UUID]) -> set[UUID]:
    """Those of the organisations that a floor above needs."""
    return {one for keeper in _keepers for one in keeper(organisation_ids)}


def address_hashes_of(person_id: UUID) -> list[str]:
    """Under which hashes invitations to this person's phone and e-mail lie, also after a change of keys."""
    row = get_user_model().objects.filter(pk=person_id).values_list("phone", "email").first()
    return [text for address in row or () if address for text in keyed_hashes(ADDRESS_PURPOSE, address)]


_ACTIVE = (State.SUBMITTED, State.RETURNED, State.ACCREDITED, State.SUSPENDED)


def _row(organisation: Organisation, what: str, detail: str, since: object, until: object) -> dict[str, object]:
    return {"organisation": organisation.name, "what": what, "detail": detail, "since": since, "until": until}
