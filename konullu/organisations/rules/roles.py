"""Who may do what in a team: one table. Roles are few, so that everybody can know them by heart."""

from enum import StrEnum

from django.utils.translation import gettext as _

from konullu.organisations.words import Role
from konullu.platform.errors import Refusal


class Act(StrEnum):
    SEE_OFFICE = "see_office"
    SEE_TEAM = "see_team"
    SEE_PAPERS = "see_papers"
    EDIT = "edit"
    INVITE = "invite"
    SUBMIT = "submit"
    MANAGE_TEAM = "manage_team"
    HAND_OVER = "hand_over"
    DECIDE = "decide"  # on accreditations; counts in the Union's own team only


_EVERYBODY = frozenset(Role)
_COORDINATORS = frozenset({Role.OWNER, Role.COORDINATOR})
_OWNERS = frozenset({Role.OWNER})

ROLES_FOR: dict[Act, frozenset[Role]] = {
    Act.SEE_OFFICE: _EVERYBODY,
    Act.SEE_TEAM: _EVERYBODY,
    Act.SEE_PAPERS: _COORDINATORS,
    Act.EDIT: _COORDINATORS,
    Act.INVITE: _COORDINATORS,
    Act.SUBMIT: _OWNERS,
    Act.MANAGE_TEAM: _OWNERS,
    Act.HAND_OVER: _OWNERS,
    Act.DECIDE: _COORDINATORS,
}

# A coordinator brings in the people whom they lead, not their equals.
INVITABLE_BY: dict[Role, frozenset[Role]] = {
    Role.OWNER: _EVERYBODY,
    Role.COORDINATOR: frozenset({Role.SHIFT_LEAD, Role.VIEWER}),
    Role.SHIFT_LEAD: frozenset(),
    Role.VIEWER: frozenset(),
}


def may(role: str | None, act: Act) -> bool:
    """Does this role in the team allow the act? None is somebody who is not in the team."""
    return role is not None and Role(role) in ROLES_FOR[act]


def refusals_to_invite(*, role_of_inviter: str, role_given: str) -> list[Refusal]:
    if Role(role_given) in INVITABLE_BY[Role(role_of_inviter)]:
        return []
    return [
        Refusal(
            code="organisations.role_not_yours_to_give",
            text=_("A coordinator invites shift leads and viewers."),
            next_step=_("Choose one of these roles, or ask an owner to invite."),
            field="role",
        )
    ]


def refusals_to_stop_owning(*, owners: int) -> list[Refusal]:
    """An organisation always has an owner; `owners` counts the one who wants to stop."""
    if owners > 1:
        return []
    return [
        Refusal(
            code="organisations.last_owner",
            text=_("This is the only owner. An organisation cannot be without one."),
            next_step=_("First make somebody else an owner: hand the organisation over."),
            next_url_name="office:handover",
        )
    ]


def refusals_to_stop_being_responsible(*, is_responsible: bool) -> list[Refusal]:
    """An unregistered group acts through its responsible coordinator; the place is never empty."""
    if not is_responsible:
        return []
    return [
        Refusal(
            code="organisations.responsible_needed",
            text=_("This person is the responsible coordinator of the group."),
            next_step=_("First choose another responsible coordinator on the team page."),
            next_url_name="office:responsible",
        )
    ]


def refusals_to_join(*, is_minor: bool, is_member: bool) -> list[Refusal]:
    """May this person become a member of the team? Full capacity begins at 18 (Civil Code art. 28)."""
    refusals = []
    if is_minor:
        refusals.append(
            Refusal(
                code="organisations.minor_not_staff",
                text=_("People under 18 cannot be in a team: its members answer for others."),
                next_step=_("You can take part as a volunteer, with the consent of your parent."),
                article="Civil Code, 28",
            )
        )
    if is_member:
        refusals.append(
            Refusal(
                code="organisations.already_member",
                text=_("This person is in the team already."),
                next_step=_("An owner can change the role on the team page."),
                next_url_name="office:team",
            )
        )
    return refusals
