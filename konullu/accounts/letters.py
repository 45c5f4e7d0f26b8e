"""The letters of accounts: what they are about, and an example of each. Codes and notices of security go out by
security_letters.py, below messaging; the others are queued by reactions.py.
"""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from konullu.platform.letters import Letter

_PAGE = "https://konullu.example/az/me/"

LETTERS = [
    Letter(
        template="accounts/letters/guardian_invitation",
        kind="legal",
        about=_("A minor asks an adult to be guardian."),
        example={"first_name": "Nigar", "link": _PAGE + "guardian-invitations/Yx3k/"},
    ),
    Letter(
        template="accounts/letters/guardian_accepted",
        kind="legal",
        about=_("To the minor: the adult has accepted."),
        example={"url": _PAGE},
    ),
    Letter(
        template="accounts/letters/guardian_declined",
        kind="legal",
        about=_("To the minor: the adult has declined."),
        example={"url": _PAGE + "guardians/invitations/"},
    ),
    Letter(
        template="accounts/letters/guardianship_ended",
        kind="legal",
        about=_("To both sides: the guardianship has ended."),
        example={"ending": "came_of_age", "url": _PAGE + "guardians/"},
    ),
    Letter(
        template="accounts/letters/export_ready",
        kind="security",
        about=_("The copy of all data can be downloaded."),
        example={"expires_at": datetime(2026, 12, 2, 10, 0, tzinfo=UTC), "url": _PAGE + "data/"},
    ),
    Letter(
        template="accounts/letters/erasure_asked",
        kind="security",
        about=_("The erasure of an account has been asked for."),
        example={"due_date": "02.12.2026", "link": _PAGE + "data/"},
        is_urgent=True,
    ),
    Letter(
        template="accounts/letters/erased",
        kind="security",
        about=_("The last letter: the account is erased."),
        example={"link": _PAGE + "erasures/018f/3b1f/"},
    ),
]
