"""The Union's desk: the queue, one case, the history; and the organisation's own check-list."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from konullu.organisations.models import Decision, Document, Member, Organisation
from konullu.organisations.queries.team import union_role_of
from konullu.organisations.rules.accreditation import Papers, Requirement, requirements
from konullu.organisations.rules.roles import Act
from konullu.organisations.rules.roles import may as role_may
from konullu.organisations.words import LegalForm, State
from konullu.platform.errors import NotVisible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from konullu.accounts.models import Person

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Case:
    """An organisation as the Union sees it. `is_own`: the reader is in its team and must not decide on it."""

    organisation: Organisation
    is_own: bool
    may_decide: bool


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One line of the queue. `is_overdue`: the promised moment has passed."""

    organisation: Organisation
    is_overdue: bool
    is_own: bool
    round: int  # 1: sent for the first time


def queue_for_union_staff(person: "Person | AnonymousUser", *, now: datetime) -> list[Waiting]:
    """All organisations that wait for an answer, the oldest first. NotVisible for those outside the Union."""
    _union_role(person)
    rows = list(
        Organisation.objects.filter(state=State.SUBMITTED)
        .annotate(is_own=_in_team(person))
        .order_by("submitted_at", "pk")
    )
    rounds: dict[UUID, int] = {}
    for pk in Decision.objects.filter(organisation__in=rows, move="submit").values_list("organisation_id", flat=True):
        rounds[pk] = rounds.get(pk, 0) + 1
    return [
        Waiting(
            organisation=row,
            is_overdue=bool(row.answer_due_at and row.answer_due_at < now),
            is_own=row.is_own,
            round=rounds.get(row.pk, 1),
        )
        for row in rows
    ]


def case_for_union_staff(person: "Person | AnonymousUser", organisation_id: UUID) -> Case:
    """A case to read, for anybody in the Union's team. Drafts that were never sent are nobody's business."""
    role = _union_role(person)
    organisation = (
        Organisation.objects.filter(pk=organisation_id)
        .exclude(state__in=[State.DRAFT, State.PARTNER])
        .annotate(is_own=_in_team(person))
        .first()
    )
    if organisation is None:
        raise NotVisible
    return Case(
        organisation=organisation,
        is_own=organisation.is_own,
        may_decide=role_may(role, Act.DECIDE) and not organisation.is_own,
    )


def case_for_union_decider(person: "Person | AnonymousUser", organisation_id: UUID) -> Case:
    """A case to decide: 404 outside the Union, 403 for its viewers and shift leads."""
    case = case_for_union_staff(person, organisation_id)
    check_union_decider(person)
    return case


def check_union_staff(person: "Person | AnonymousUser") -> None:
    """NotVisible for those who are not in the Union's team."""
    _union_role(person)


def check_union_decider(person: "Person | AnonymousUser") -> None:
    """NotVisible outside the Union, PermissionDenied for its viewers and shift leads."""
    if not role_may(_union_role(person), Act.DECIDE):
        raise PermissionDenied(_("An owner or a coordinator of the Union decides. Write to one of them."))


def decided_for_union_staff(person: "Person | AnonymousUser", *, page: str) -> Page[Decision]:
    """The decisions of the Union, the latest first, with who made them."""
    _union_role(person)
    rows = (
        Decision.objects.exclude(move__in=["submit", "withdraw"])
        .select_related("organisation", "decided_by")
        .order_by("-created_at", "-pk")
    )
    return Paginator(rows, PAGE).get_page(page)


def history_of(organisation: Organisation) -> list[Decision]:
    """All moves of the accreditation, the latest first."""
    return list(organisation.decisions.select_related("decided_by").order_by("-created_at", "-pk"))


def latest_decision(organisation: Organisation) -> Decision | None:
    return organisation.decisions.order_by("-created_at", "-pk").first()


def documents_of(organisation: Organisation) -> list[Document]:
    """The papers that are shown now, the oldest first."""
    return list(organisation.documents.filter(removed_at=None).order_by("created_at", "pk"))


def document_of(organisation: Organisation, document_id: UUID) -> Document:
    """One paper of an organisation that was loaded for this reader."""
    row = organisation.documents.filter(pk=document_id, removed_at=None).first()
    if row is None:
        raise NotVisible
    return row


def papers_of(organisation: Organisation) -> Papers:
    """What is filled in, for rules.accreditation."""
    return Papers(
        legal_form=LegalForm(organisation.legal_form),
        description=organisation.description,
        tax_number=organisation.tax_number,
        registration_number=organisation.registration_number,
        founded=organisation.founded_date is not None,
        email=organisation.email,
        phone=organisation.phone,
        address=organisation.address,
        districts=organisation.district_rows.count(),
        directions=len(organisation.directions),
        has_responsible=organisation.responsible_id is not None,
        kinds=frozenset(organisation.documents.filter(removed_at=None).values_list("kind", flat=True)),
    )


def check_list(organisation: Organisation) -> list[Requirement]:
    """What is there and what is missing before the papers can be sent."""
    return requirements(papers_of(organisation))


def _in_team(person: "Person | AnonymousUser") -> Exists:
    return Exists(Member.objects.filter(organisation=OuterRef("pk"), person_id=str(person.pk), ended_at=None))


def _union_role(person: "Person | AnonymousUser") -> str:
    role = union_role_of(person)
    if role is None:
        raise NotVisible
    return role
