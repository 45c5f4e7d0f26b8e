"""The national identity: when it may be linked, and what it locks."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from konullu.accounts.identity import LOW, NationalIdentity
from konullu.accounts.rules.age import OWN_ACTS_FROM, age_on
from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import Person

PENDING_FOR_MINUTES = 15  # a newcomer's verified identity waits so long for the account that it will belong to


def refusals_to_link(identity: NationalIdentity, *, today: date) -> list[Refusal]:
    """What speaks against this identity itself, whoever holds it."""
    if identity.assurance == LOW:
        return [
            Refusal(
                code="accounts.identity_weak",
                text=_("This way of signing in does not prove an identity firmly enough."),
                next_step=_("Sign in there with ASAN İmza, SİMA or a card, then come back."),
            )
        ]
    if not (identity.given_name.strip() and identity.family_name.strip()):
        return [
            Refusal(
                code="accounts.identity_incomplete",
                text=_("The identity service did not tell a name and a family name."),
                next_step=_("Sign in with a code; your account works without a verified identity too."),
                next_url_name="portal:sign_in",
            )
        ]
    if identity.birth_date is None:
        return []
    if identity.birth_date > today or identity.birth_date.year < 1900:
        return [
            Refusal(
                code="accounts.identity_birth_date",
                text=_("The identity service told an impossible birth date."),
                next_step=_("Sign in with a code, and tell the identity service about it."),
                next_url_name="portal:sign_in",
            )
        ]
    if age_on(birth_year=identity.birth_date.year, birth_date=identity.birth_date, day=today) < OWN_ACTS_FROM:
        return [
            Refusal(
                code="accounts.identity_under_14",
                text=_("Until the age of 14 a parent or another legal representative acts for you."),
                next_step=_("Sign up with a code and invite your mother, father or guardian."),
                next_url_name="portal:sign_up",
                article="Civil Code art. 28-30",
            )
        ]
    return []


def refusals_to_ask_for_change(person: "Person", *, name: str, birth_date: date | None, today: date) -> list[Refusal]:
    """A request is for what is locked, and must change something."""
    if person.identity_verified_at is None:
        return [
            Refusal(
                code="accounts.nothing_locked",
                text=_("Nothing is locked: you can change your name yourself."),
                next_step=_("Open your profile and write the new name."),
                next_url_name="volunteer:profile",
            )
        ]
    if birth_date and (birth_date > today or birth_date.year < 1900):
        return [
            Refusal(
                code="accounts.birth_date_impossible",
                field="birth_date",
                text=_("This cannot be a birth date."),
                next_step=_("Write the date as it stands in the identity document."),
            )
        ]
    if name == person.name and birth_date in (None, person.birth_date):
        return [
            Refusal(
                code="accounts.nothing_to_change",
                field="name",
                text=_("This is your name already."),
                next_step=_("Write the name as it stands in the new document."),
            )
        ]
    return []


def refusals_to_decide(*, requester_id: object, decider_id: object, is_open: bool) -> list[Refusal]:
    """One decision per request, and never in one's own matter."""
    if requester_id == decider_id:
        return [
            Refusal(
                code="accounts.own_request",
                text=_("This is your own request."),
                next_step=_("A colleague of the Union decides it."),
            )
        ]
    if not is_open:
        return [
            Refusal(
                code="accounts.request_decided",
                text=_("This request has been decided already."),
                next_step=_("Look at the decision in the list."),
            )
        ]
    return []


def identity_of_another() -> Refusal:
    return Refusal(
        code="accounts.identity_of_another",
        text=_("This national identity belongs to another account."),
        next_step=_("Sign out and sign in with it: that opens the other account. Each person has one account."),
    )


def account_has_an_identity() -> Refusal:
    return Refusal(
        code="accounts.account_has_an_identity",
        text=_("Your account is linked to another national identity already."),
        next_step=_("Sign in at the identity service as yourself. If your document was replaced, write to the Union."),
    )


def identity_of_erased(erased_at: datetime) -> Refusal:
    return Refusal(
        code="accounts.identity_of_erased",
        text=_("The account of this national identity was erased on %(date)s and cannot be brought back.")
        % {"date": f"{erased_at:%d.%m.%Y}"},
        next_step=_("Sign up again with a code to begin a new one."),
        next_url_name="portal:sign_up",
    )


def identity_unusable() -> Refusal:
    return Refusal(
        code="accounts.identity_unusable",
        text=_("The identity service did not confirm who you are."),
        next_step=_("Try once more, or sign in with a code."),
        next_url_name="portal:sign_in",
    )


def request_is_open() -> Refusal:
    return Refusal(
        code="accounts.request_is_open",
        text=_("You have asked for a change already, and it is not decided yet."),
        next_step=_("Wait for the answer, or withdraw the request and write a new one."),
        next_url_name="volunteer:name_change",
    )
