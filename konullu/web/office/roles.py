"""The roles as a choice, each with what it may do; the same words on the invitation and in the team."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from konullu.organisations.words import Role

WHAT_ROLES_DO: dict[Role, Promise] = {
    Role.OWNER: _("Everything, also the team and the papers for the Union"),
    Role.COORDINATOR: _("Edits the pages, adds papers, invites shift leads and viewers"),
    Role.SHIFT_LEAD: _("Leads shifts: sees the team and, later, the people on the shift"),
    Role.VIEWER: _("Reads, changes nothing"),
}


def role_choices(roles: Iterable[Role]) -> list[tuple[str, SafeString]]:
    return [(role.value, format_html("{}<small>{}</small>", role.label, WHAT_ROLES_DO[role])) for role in roles]
