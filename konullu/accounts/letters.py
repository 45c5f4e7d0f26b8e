"""The letters of accounts: what they are about, and an example of each. Codes and notices of security go out by
security_letters.py, below messaging; the others are queued by reactions.py.
"""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from konullu.platform.letters import Letter

_PAGE = "https://konullu.example/az/me/"

_DEVICES = _PAGE + "security/devices/"
_SITE = "https://konullu.example"
_MOMENT = datetime(2026, 12, 2, 10, 0, tzinfo=UTC)

LETTERS = [
    Letter(
        template="accounts/letters/code",
        kind="security",
        about=_("The one-time code of sign-up and sign-in."),
        example={"code": "482915", "host": "konullu.example", "site": _SITE},
        is_urgent=True,
    ),
    Letter(
        template="accounts/letters/new_device",
        kind="security",
        about=_("Somebody has signed in from a browser that was never seen before."),
        example={"agent": "Chrome, Android", "at": _MOMENT, "devices_url": _DEVICES},
        is_urgent=True,
    ),
    Letter(
        template="accounts/letters/contact_changed",
        kind="security",
        about=_("To the old phone or e-mail: another one took its place."),
        example={"at": _MOMENT, "devices_url": _DEVICES, "site": _SITE},
        is_urgent=True,
    ),
    Letter(
        template="accounts/letters/factors_removed",
        kind="security",
        about=_("An operator has removed the second steps of somebody who has lost them all."),
        example={"at": _MOMENT, "devices_url": _DEVICES, "site": _SITE},
        is_urgent=True,
    ),
    Letter(
        template="accounts/letters/name_change_decided",
        kind="security",
        about=_("The Union has decided on a change of a verified name."),
        example={"state": "refused", "answer": "Sənəd oxunmur.", "site": _SITE},
    ),
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
        example={"due_date": "2 dekabr 2026", "link": _PAGE + "data/"},
        is_urgent=True,
    ),
    Letter(
        template="accounts/letters/erased",
        kind="security",
        about=_("The last letter: the account is erased."),
        example={"link": _PAGE + "erasures/018f/3b1f/"},
    ),
]
