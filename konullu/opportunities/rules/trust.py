"""Whom the Union may trust to publish without asking."""

from django.utils.translation import gettext as _

from konullu.organisations.words import State
from konullu.platform.errors import Refusal


def refusals_to_trust(*, state: str, is_trusted: bool) -> list[Refusal]:
    """Only an accredited organisation, or a partner, and only once."""
    if state not in (State.ACCREDITED, State.PARTNER):
        return [
            Refusal(
                code="opportunities.trust_needs_accreditation",
                text=_("This organisation is not accredited."),
                next_step=_("Decide on its papers first."),
            )
        ]
    if is_trusted:
        return [
            Refusal(
                code="opportunities.trusted_already",
                text=_("This organisation is trusted already."),
                next_step=_("There is nothing to do. Load the page again."),
            )
        ]
    return []
