"""Who in a team may do what with its opportunities: one table."""

from enum import StrEnum

from konullu.organisations.words import Role


class Act(StrEnum):
    SEE = "see"
    EDIT = "edit"  # write, clone, make a series
    PUBLISH = "publish"  # submit, withdraw, close, reopen, archive, answer whether it still stands


_EVERYBODY = frozenset(Role)
_COORDINATORS = frozenset({Role.OWNER, Role.COORDINATOR})

ROLES_FOR: dict[Act, frozenset[Role]] = {
    Act.SEE: _EVERYBODY,
    Act.EDIT: _COORDINATORS,
    Act.PUBLISH: _COORDINATORS,
}


def may(role: str | None, act: Act) -> bool:
    """Does this role in the team allow the act? None is somebody who is not in the team."""
    return role is not None and Role(role) in ROLES_FOR[act]
