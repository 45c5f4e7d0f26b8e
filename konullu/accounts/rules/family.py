"""Who may be asked to be a guardian, who may accept, and when a guardianship ends (Civil Code art. 28-30)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.accounts.models import Relation
from konullu.accounts.rules.age import is_minor, needs_birth_date
from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import GuardianInvitation, Person

INVITATION_VALID_FOR = timedelta(days=7)
INVITATIONS_A_DAY = 5
GUARDIANS_AT_MOST = 4
ARTICLE = _("Civil Code art. 28–30")

RELATIONS = dict(Relation.choices)

# What a guardian states on accepting, by relation. No names: the words are kept as the record of the statement.
STATEMENTS: dict[str, Promise] = {
    "mother": _("I am this minor's mother and legal representative. I answer for the truth of this statement."),
    "father": _("I am this minor's father and legal representative. I answer for the truth of this statement."),
    "adoptive_parent": _(
        "I am this minor's adoptive parent and legal representative. I answer for the truth of this statement."
    ),
    "guardian": _("I am this minor's appointed guardian or custodian. I answer for the truth of this statement."),
    "other": _("I am this minor's legal representative. I answer for the truth of this statement."),
}


def refusals_to_invite(
    *,
    minor: "Person",
    is_own_address: bool,
    already_invited: bool,
    already_guardian: bool,
    guardians: int,
    open_invitations: int,
    sent_today: int,
    now: datetime,
) -> list[Refusal]:
    """Why this invitation is not sent. The one who invites has been authorised before."""
    if not is_minor(minor, now):
        return [_of_age(_("From the age of 18 people act for themselves; no guardian is needed."))]
    reasons = _about_the_address(
        is_own_address=is_own_address, already_invited=already_invited, already_guardian=already_guardian
    )
    if guardians + open_invitations >= GUARDIANS_AT_MOST and not (already_invited or already_guardian):
        reasons.append(_too_many())
    if sent_today >= INVITATIONS_A_DAY:
        reasons.append(
            Refusal(
                code="accounts.too_many_invitations",
                text=_("Five invitations have been sent within a day."),
                next_step=_("Send the next one tomorrow."),
            )
        )
    return reasons


def refusals_to_accept(
    *,
    invitation: "GuardianInvitation",
    person: "Person",
    minor: "Person",
    already_guardian: bool,
    guardians: int,
    stated: bool,
    now: datetime,
) -> list[Refusal]:
    """Why this person does not become the minor's guardian by this invitation."""
    if closed := refusals_to_answer(invitation=invitation, now=now):
        return closed
    if person.pk == minor.pk:
        return [_own_guardian()]
    if not is_minor(minor, now):
        return [_of_age(_("This person is 18 by now and acts for themselves."))]
    if is_minor(person, now):
        return [_birth_date_first() if needs_birth_date(person, now) else _guardian_too_young()]
    if already_guardian:
        return [
            Refusal(
                code="accounts.already_guardian",
                text=_("You are already a guardian of this minor."),
                next_step=_("You find them on the page “My family”."),
                next_url_name="volunteer:guardians",
            )
        ]
    if guardians >= GUARDIANS_AT_MOST:
        return [_too_many()]
    return [] if stated else [_statement_missing()]


def refusals_to_answer(*, invitation: "GuardianInvitation", now: datetime) -> list[Refusal]:
    """An invitation is answered once, and within seven days."""
    if invitation.state != "sent":
        return [
            Refusal(
                code="accounts.invitation_used",
                text=_("This invitation has already been answered or withdrawn."),
                next_step=_("If you are needed as a guardian, ask for a new invitation."),
            )
        ]
    if invitation.expires_at <= now:
        return [
            Refusal(
                code="accounts.invitation_expired",
                text=_("This invitation was valid for seven days and has ended."),
                next_step=_("Ask the minor to send a new one."),
            )
        ]
    return []


def refusals_to_check(*, proof: str, ended: bool, is_party: bool) -> list[Refusal]:
    """Why staff can't decide on this proof of relation."""
    if is_party:
        return [
            Refusal(
                code="accounts.own_relation",
                text=_("Nobody checks their own relation."),
                next_step=_("Leave it to a colleague."),
            )
        ]
    if ended or proof != "document":
        return [
            Refusal(
                code="accounts.nothing_to_check",
                text=_("There is no document that waits for a check."),
                next_step=_("Go back to the list; somebody may have checked it already."),
            )
        ]
    return []


def has_come_of_age(minor: "Person", now: datetime) -> bool:
    """From 18 a guardianship ends by itself."""
    return not is_minor(minor, now)


def _of_age(text: Promise) -> Refusal:
    return Refusal(code="accounts.of_age", text=text, next_step=_("There is nothing to do here."), article=ARTICLE)


def _own_guardian() -> Refusal:
    return Refusal(
        code="accounts.own_guardian",
        text=_("Nobody can be their own guardian."),
        next_step=_("Your mother, father or guardian opens the link and signs in to their own account."),
        article=ARTICLE,
    )


def _statement_missing() -> Refusal:
    return Refusal(
        code="accounts.statement_missing",
        text=_("The statement is not confirmed."),
        next_step=_("Read the statement and tick the box if it is true."),
        field="stated",
    )


def _about_the_address(*, is_own_address: bool, already_invited: bool, already_guardian: bool) -> list[Refusal]:
    reasons = []
    if is_own_address:
        reasons.append(
            Refusal(
                code="accounts.own_guardian",
                text=_("This is the minor's own phone or e-mail."),
                next_step=_("Write the phone or e-mail of the mother, father or guardian."),
                field="address",
                article=ARTICLE,
            )
        )
    if already_guardian:
        reasons.append(
            Refusal(
                code="accounts.already_guardian",
                text=_("The person with this phone or e-mail is already a guardian."),
                next_step=_("There is nothing more to do for them."),
                field="address",
            )
        )
    if already_invited:
        reasons.append(
            Refusal(
                code="accounts.already_invited",
                text=_("An invitation to this phone or e-mail is waiting for its answer."),
                next_step=_("To send it again, withdraw the first one."),
                field="address",
            )
        )
    return reasons


def _too_many() -> Refusal:
    return Refusal(
        code="accounts.too_many_guardians",
        text=_("A minor has at most four guardians, open invitations included."),
        next_step=_("End one of the guardianships or withdraw an invitation first."),
    )


def _guardian_too_young() -> Refusal:
    return Refusal(
        code="accounts.guardian_too_young",
        text=_("A guardian is at least 18."),
        next_step=_("Ask the minor to invite an adult."),
        article=ARTICLE,
    )


def _birth_date_first() -> Refusal:
    return Refusal(
        code="accounts.birth_date_needed",
        text=_("By the year of birth alone it is not certain that you are 18."),
        next_step=_("Write your full birth date in your profile, then accept."),
        next_url_name="volunteer:profile_about",
        article=ARTICLE,
    )
