"""The kinds of letters, as a person chooses among them. A letter says its kind in its domain's letters.py."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Kind:
    """is_obligatory: at least one way out of the house stays on, whatever the person chooses."""

    code: str
    title: str | Promise
    about: str | Promise
    is_obligatory: bool = False


KINDS = (
    Kind(
        code="security",
        title=_("Safety of my account"),
        about=_("New devices, changed contacts, your copy of the data."),
        is_obligatory=True,
    ),
    Kind(
        code="legal",
        title=_("Rights and duties"),
        about=_("Guardians, consents, contracts and decisions of the Union."),
        is_obligatory=True,
    ),
    Kind(
        code="work",
        title=_("Teams and organisations"),
        about=_("Your place in a team, and what happens in your organisation."),
    ),
    Kind(
        code="search",
        title=_("Saved searches"),
        about=_("What is new in your saved searches, and when something that you saved is cancelled."),
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
