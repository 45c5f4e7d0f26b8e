"""What a decision of the Union must say, and who may not make it: about organisations, and about what they publish."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from konullu.platform.errors import Refusal

LONGEST_TEXT = 2000


def refusals_to_explain(
    *, domain: str, allowed: Collection[str], reasons: Collection[str], text: str, needs: Promise | str
) -> list[Refusal]:
    """allowed: the codes to choose from; where there are none, no reason and no explanation is asked.

    domain: the first part of the refusals' codes. needs: the sentence when the reason is missing.
    """
    return [*_to_reasons(domain, allowed, reasons, text, needs), *_to_text(domain, text)]


def _to_reasons(
    domain: str, allowed: Collection[str], reasons: Collection[str], text: str, needs: Promise | str
) -> list[Refusal]:
    if not allowed:
        return []
    if not reasons or not set(reasons) <= set(allowed):
        return [
            Refusal(
                code=f"{domain}.reasons_missing",
                text=needs,
                next_step=_("Choose at least one reason from the list."),
                field="reasons",
            )
        ]
    if not text.strip():
        return [
            Refusal(
                code=f"{domain}.explanation_missing",
                text=_("The reasons are not explained yet."),
                next_step=_("Write in a sentence or two what is to be mended."),
                field="text",
            )
        ]
    return []


def _to_text(domain: str, text: str) -> list[Refusal]:
    if len(text) <= LONGEST_TEXT:
        return []
    return [
        Refusal(
            code=f"{domain}.explanation_too_long",
            text=_("The explanation has %(count)d characters.") % {"count": len(text)},
            next_step=_("Shorten it to %(limit)d characters.") % {"limit": LONGEST_TEXT},
            field="text",
        )
    ]


def refusals_to_decide(*, domain: str, is_member_of_it: bool) -> list[Refusal]:
    """Nobody decides on their own organisation, nor on what it publishes."""
    if not is_member_of_it:
        return []
    return [
        Refusal(
            code=f"{domain}.own_case",
            text=_("You are in the team of this organisation."),
            next_step=_("Leave the decision to another colleague of the Union."),
        )
    ]
