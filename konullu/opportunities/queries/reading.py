"""One opportunity for its reader: loading is authorising."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.rules.details import LISTS, PLAIN, Details, RoleDetails, Words
from konullu.opportunities.rules.roles import Act, may
from konullu.opportunities.words import Kind, State, Where
from konullu.organisations.queries import is_union_staff
from konullu.organisations.queries.team import role_in
from konullu.platform.errors import NotVisible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from konullu.accounts.models import Person


def opportunity_visible_to(person: "Person | AnonymousUser", opportunity_id: UUID) -> Opportunity:
    """A public one for everybody (one query then); another one for its team and, once it was sent, for the Union."""
    row = _row(opportunity_id)
    if row.is_public or role_in(person, row.organisation) is not None:
        return row
    was_sent = row.submitted_at is not None or row.published_at is not None
    if was_sent and row.state != State.DRAFT and is_union_staff(person):
        return row
    raise NotVisible


def opportunity_for(person: "Person | AnonymousUser", opportunity_id: UUID, act: Act) -> Opportunity:
    """The opportunity for somebody of its team who wants to do this.

    Raises NotVisible for outsiders (404); PermissionDenied (403) for members whose role does not allow it.
    """
    row = _row(opportunity_id)
    check_may(person, row, act)
    return row


def check_may(person: "Person | AnonymousUser", row: Opportunity, act: Act) -> None:
    """NotVisible for outsiders, PermissionDenied for members whose role does not allow the act."""
    role = role_in(person, row.organisation)
    if role is None:
        raise NotVisible
    if not may(role, act):
        raise PermissionDenied(_("An owner or a coordinator does this. Their names are on the team page."))


def details_of(row: Opportunity) -> Details:
    """All that can be edited, as it stands now. Two queries, for the wordings and the roles."""
    same: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in LISTS}
    return Details(
        **same,
        **lists,
        kind=Kind(row.kind),
        where=Where(row.where),
        region_code=row.region_id or "",
        goals=tuple(goal for goal in row.goals if goal != row.primary_goal),
        wordings={
            wording.language: Words(**{name: getattr(wording, name) for name in Words.__dataclass_fields__})
            for wording in row.wordings.order_by("language")
        },
        roles=tuple(
            RoleDetails(
                id=role.pk,
                names=role.names,
                details=role.details,
                places=role.places,
                skills=tuple(role.skills),
                languages=tuple(role.languages),
                age_min=role.age_min,
            )
            for role in row.roles.filter(removed_at=None).order_by("position")
        ),
    )


def title_of(row: Opportunity, language: str) -> str:
    """The title in a language, else in the main one. One query."""
    titles = dict(row.wordings.values_list("language", "title"))
    return titles.get(language) or titles.get(row.main_language, "")


def history_of(row: Opportunity) -> list[Move]:
    """All moves, the latest first."""
    return list(row.moves.select_related("moved_by").order_by("-created_at", "-pk"))


def _row(opportunity_id: UUID) -> Opportunity:
    rows = Opportunity.objects.select_related("organisation", "region").defer("region__outline")
    row = rows.filter(pk=opportunity_id).first()
    if row is None:
        raise NotVisible
    return row
