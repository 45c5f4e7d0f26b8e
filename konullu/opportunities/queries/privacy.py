"""A person's traces in this domain."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.export import Section
from konullu.opportunities.models import Move, Opportunity, Saved, Wording

if TYPE_CHECKING:
    from konullu.accounts.models import Person


def opportunities_section(person: "Person") -> Section:
    """All that this domain knows about the person, for the copy of their data (accounts.operations.export)."""
    saved = list(Saved.objects.filter(person=person).order_by("created_at"))
    moves = list(Move.objects.filter(moved_by=person).order_by("created_at"))
    contacts = list(Opportunity.objects.filter(pk__in=ids_with_contact(person.pk)).order_by("created_at"))
    ids = {row.opportunity_id for row in saved} | {row.opportunity_id for row in moves}
    ids |= {row.pk for row in contacts}
    titles = _titles(ids, person.language)
    return Section(
        title=_("Opportunities"),
        columns={"opportunity": _("Opportunity"), "what": _("What"), "detail": _("Detail"), "at": _("When")},
        rows=[
            *(_row(titles, row.opportunity_id, "saved", "", row.created_at) for row in saved),
            *(_row(titles, row.opportunity_id, "move", row.move, row.created_at) for row in moves),
            *(_row(titles, row.pk, "contact", row.contact_name, row.created_at) for row in contacts),
        ],
    )


def ids_with_contact(person_id: UUID) -> list[UUID]:
    """The opportunities whose public contact is this person's own e-mail or phone."""
    row = get_user_model().objects.filter(pk=person_id).values_list("phone", "email").first()
    phone, email = row or ("", "")
    own = Q()
    if phone:
        own |= Q(contact_phone=phone)
    if email:
        own |= Q(contact_email=email)
    return list(Opportunity.objects.filter(own).values_list("pk", flat=True)) if own else []


def organisations_with_records(organisation_ids: Collection[UUID]) -> set[UUID]:
    """Those of the organisations that offer or offered something, for organisations.queries.privacy.register_keeper."""
    rows = Opportunity.objects.filter(organisation_id__in=list(organisation_ids))
    return set(rows.values_list("organisation_id", flat=True))


def _titles(ids: set[UUID], language: str) -> dict[UUID, str]:
    """The titles, in the person's language where there is one."""
    rows = Wording.objects.filter(opportunity_id__in=ids).values_list("opportunity_id", "language", "title")
    found: dict[UUID, str] = {}
    for opportunity_id, written_in, title in rows:
        if written_in == language or opportunity_id not in found:
            found[opportunity_id] = title
    return found


def _row(titles: dict[UUID, str], opportunity_id: UUID, what: str, detail: str, at: object) -> dict[str, object]:
    return {"opportunity": titles.get(opportunity_id, ""), "what": what, "detail": detail, "at": at}
