"""When a consent holds, and who may give it (law 998-IIIQ; Civil Code art. 28-30 for minors)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.age import FULL_AGE, OWN_ACTS_FROM
from konullu.accounts.rules.purposes import Purpose
from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import Consent


def latest_by_self(rows: "Sequence[Consent]") -> "Consent | None":
    """The person's own latest word. rows: one purpose of one person, oldest first."""
    return next((row for row in reversed(rows) if row.capacity == "self"), None)


def latest_by_guardian(rows: "Sequence[Consent]", guardian_id: UUID) -> "Consent | None":
    """This guardian's latest word."""
    return next((row for row in reversed(rows) if row.capacity == "guardian" and row.given_by_id == guardian_id), None)


def counts(row: "Consent | None", *, purpose: Purpose, now: datetime) -> bool:
    """Is this row a consent that is given, not too old a text, and not past its term?"""
    return (
        row is not None
        and row.act == "given"
        and row.version >= purpose.oldest_good
        and (row.valid_until is None or row.valid_until > now)
    )


def guardians_agree(
    rows: "Sequence[Consent]", *, purpose: Purpose, guardian_ids: Collection[UUID], now: datetime
) -> bool:
    """At least one guardian of today has given it and none of them has withdrawn: the careful answer wins."""
    words = [latest_by_guardian(rows, guardian_id) for guardian_id in guardian_ids]
    if any(word is not None and word.act == "withdrawn" for word in words):
        return False
    return any(counts(word, purpose=purpose, now=now) for word in words)


def is_in_force(
    rows: "Sequence[Consent]", *, purpose: Purpose, age: int, guardian_ids: Collection[UUID], now: datetime
) -> bool:
    """Does the consent hold now? Under 14 the guardian's word counts, from 14 to 17 both, from 18 the person's own.

    rows: one purpose of one person, oldest first. guardian_ids: those who are guardians today.
    """
    if age < FULL_AGE and not purpose.minors:
        return False
    own = counts(latest_by_self(rows), purpose=purpose, now=now)
    if age >= FULL_AGE:
        return own
    agreed = guardians_agree(rows, purpose=purpose, guardian_ids=guardian_ids, now=now)
    return agreed and (own or age < OWN_ACTS_FROM)


def refusals_to_give(*, purpose: Purpose | None, age: int, by_self: bool) -> list[Refusal]:
    """Why this consent can't be given by this person."""
    if purpose is None:
        return [
            Refusal(
                code="accounts.purpose_unknown",
                text=_("There is no consent of this kind."),
                next_step=_("Open the page “My consents” again; it lists all of them."),
                next_url_name="volunteer:consents",
            )
        ]
    if age < FULL_AGE and not purpose.minors:
        return [
            Refusal(
                code="accounts.purpose_adults_only",
                text=_("Until the age of 18 this can't be allowed, by nobody."),
                next_step=_("A minor's profile is never public; everything else works without it."),
                article=_("Civil Code art. 28"),
            )
        ]
    if by_self and age < OWN_ACTS_FROM:
        return [_guardian_speaks()]
    return []


def text_outdated() -> Refusal:
    """The text that was read is none of ours, or no longer good."""
    return Refusal(
        code="accounts.consent_text_outdated",
        text=_("The text about your data has changed meanwhile."),
        next_step=_("Read the new one and go on."),
        next_url_name="portal:sign_up",
    )


def refusals_to_withdraw(*, purpose: Purpose | None, age: int, by_self: bool, ever_given: bool) -> list[Refusal]:
    """Why this consent can't be withdrawn here by this person."""
    if purpose is None:
        return refusals_to_give(purpose=None, age=age, by_self=by_self)
    if purpose.code == "account":
        return [
            Refusal(
                code="accounts.consent_is_the_account",
                text=_("Without this consent there is no account."),
                next_step=_("To withdraw it, erase the account on the page “My data”."),
                next_url_name="volunteer:data",
            )
        ]
    if not ever_given:
        return [
            Refusal(
                code="accounts.consent_never_given",
                text=_("This consent was never given."),
                next_step=_("There is nothing to withdraw."),
            )
        ]
    if by_self and age < OWN_ACTS_FROM:
        return [_guardian_speaks()]
    return []


def _guardian_speaks() -> Refusal:
    return Refusal(
        code="accounts.guardian_consents",
        text=_("Until the age of 14 your guardian gives and withdraws consents."),
        next_step=_("Show them this page: they find it in their own account."),
        next_url_name="volunteer:guardians",
        article=_("Civil Code art. 29"),
    )
