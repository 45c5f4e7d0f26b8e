"""Erasing a person: how long it waits, what stays under the number without a name, why, and until when.

The articles come from docs/law.md; retention times are not confirmed by a jurist yet (CONFIRMED).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import Person

WAITING = timedelta(days=7)
RETENTION_YEARS = 10  # the database lets rows of the append-only tables go after that (migration 0002)
CONFIRMED = False
NAMELESS = "—"  # the name of an erased person, in every language


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A kind of record that stays under the number without a name. years None: as long as the system exists."""

    what: Promise
    why: Promise
    article: Promise
    years: int | None


KEPT: dict[str, Kept] = {
    "consents": Kept(
        what=_("Rows in the ledger of consents"),
        why=_("They prove that your data were used with your consent."),
        article=_("Law on personal data, 998-IIIQ"),
        years=RETENTION_YEARS,
    ),
    "access_records": Kept(
        what=_("Records of who saw the data"),
        why=_("They prove who had the data, if there is ever a dispute."),
        article=_("Law on personal data, 998-IIIQ"),
        years=RETENTION_YEARS,
    ),
    "guardianships": Kept(
        what=_("Statements of guardians"),
        why=_("They prove who could act for a minor, and when."),
        article=_("Civil Code art. 28–30"),
        years=RETENTION_YEARS,
    ),
    "erasures": Kept(
        what=_("This receipt"),
        why=_("It proves that the erasure was carried out."),
        article=_("Law on personal data, 998-IIIQ"),
        years=RETENTION_YEARS,
    ),
    "journal": Kept(
        what=_("Lines of the journal"),
        why=_("They hold codes and numbers only, and the journal can't be changed by anybody."),
        article=_("Administrative Offences Code art. 580–581"),
        years=None,
    ),
}

DELETED: dict[str, Promise] = {
    "account": _("Name, year and date of birth, phone, e-mail, district"),
    "languages": _("Languages"),
    "interests": _("Skills and interests"),
    "availability": _("Free time"),
    "emergency_contact": _("Emergency contact"),
    "access_needs": _("What you needed to take part"),
    "invitations": _("Invitations of guardians"),
    "devices": _("Devices and sign-ins"),
    "keys": _("Passkeys, authenticator apps and recovery codes"),
    "identity": _("National identity and requests to change the name"),
    "exports": _("Copies of your data"),
    "files": _("Uploaded files"),
    "letters": _("Letters in the mailbox"),
}


def until(kept: Kept, day: date) -> date | None:
    """The day after which nothing of this kind stays; 29 February becomes 28."""
    if kept.years is None:
        return None
    try:
        return day.replace(year=day.year + kept.years)
    except ValueError:
        return day.replace(year=day.year + kept.years, day=28)


def refusals_to_erase(*, person: "Person", is_waiting: bool, objections: Sequence[Refusal]) -> list[Refusal]:
    """Why the account can't be erased yet. objections: what the higher floors say, such as a last owner's duty."""
    reasons = list(objections)
    if is_waiting:
        reasons.append(
            Refusal(
                code="accounts.erasure_waiting",
                text=_("The erasure of this account has been asked for already."),
                next_step=_("It waits for seven days; until then you can keep the account."),
                next_url_name="volunteer:data",
            )
        )
    if person.is_operator:
        reasons.append(
            Refusal(
                code="accounts.operator_stays",
                text=_("This account runs the installation."),
                next_step=_("Hand the role of the operator to somebody else first."),
            )
        )
    return reasons


@dataclass(frozen=True)
class ReceiptLine:
    """One line of a receipt, in words. kept is None for what was deleted; until is None for what stays."""

    words: Promise
    count: int
    kept: Kept | None = None
    until: date | None = None


def receipt_in_words(receipt: Mapping[str, Any]) -> dict[str, list[ReceiptLine]]:
    """The stored codes and counts as lines; empty while the erasure waits."""
    return {
        "deleted": [ReceiptLine(DELETED[row["code"]], row["count"]) for row in receipt.get("deleted", [])],
        "kept": [
            ReceiptLine(
                KEPT[row["code"]].what,
                row["count"],
                KEPT[row["code"]],
                date.fromisoformat(row["until"]) if row["until"] else None,
            )
            for row in receipt.get("kept", [])
        ],
    }
