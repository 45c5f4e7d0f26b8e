"""The letters of this domain, and what they say in the reader's language: links, roles, reasons, moments."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from konullu.organisations import reasons as known
from konullu.organisations.rules.accreditation import BAKU
from konullu.organisations.words import Role
from konullu.platform.dates import written_day, written_moment
from konullu.platform.letters import Letter


def link(name: str, *arguments: object, language: str) -> str:
    """The full address of a page in a language."""
    with override(language):
        return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=arguments)


def role_label(role: str, *, language: str) -> str:
    with override(language):
        return str(Role(role).label)


def reason_texts(codes: Sequence[str], *, language: str) -> list[str]:
    with override(language):
        return [str(known.BY_CODE[code].text) for code in codes]


def moment(value: datetime, *, language: str) -> str:
    """25 noyabr 2026, 18:00, in Baku."""
    return written_moment(value.astimezone(BAKU), language)


def day(value: datetime, *, language: str) -> str:
    """25 noyabr 2026, in Baku."""
    return written_day(value.astimezone(BAKU), language)


_OFFICE = {"organisation": "Yaşıl Xəzər", "url": "https://konullu.example/az/office/"}
_DECISION = {**_OFFICE, "reasons": [], "text": "", "due": "2 dekabr 2026, 18:00"}
_AGAINST = {**_DECISION, "reasons": ["Nizamnamə oxunmur."], "text": "2-ci səhifənin şəkli bulanıqdır."}


LETTERS = [
    Letter(
        template="organisations/letters/submitted",
        kind="legal",
        about=_("The papers were sent to the Union."),
        example=_DECISION,
    ),
    Letter(
        template="organisations/letters/withdrawn",
        kind="legal",
        about=_("The papers were taken back."),
        example=_DECISION,
    ),
    Letter(
        template="organisations/letters/returned",
        kind="legal",
        about=_("The Union returned the papers."),
        example=_AGAINST,
    ),
    Letter(
        template="organisations/letters/accredited",
        kind="legal",
        about=_("The organisation was accredited."),
        example=_DECISION,
    ),
    Letter(
        template="organisations/letters/suspended",
        kind="legal",
        about=_("The Union suspended the activity."),
        example=_AGAINST,
    ),
    Letter(
        template="organisations/letters/reinstated",
        kind="legal",
        about=_("The suspension ended."),
        example=_DECISION,
    ),
    Letter(
        template="organisations/letters/invitation",
        kind="work",
        about=_("Somebody was invited to a team."),
        example={**_OFFICE, "inviter": "Nigar Əliyeva", "role": "Koordinator", "until": "9 dekabr 2026"},
    ),
    Letter(
        template="organisations/letters/role_changed",
        kind="work",
        about=_("The role in a team has changed."),
        example={**_OFFICE, "role": "Koordinator"},
    ),
    Letter(
        template="organisations/letters/removed",
        kind="work",
        about=_("The place in a team was ended."),
        example={**_OFFICE, "role": "Koordinator"},
    ),
    Letter(
        template="organisations/letters/handed_over",
        kind="work",
        about=_("An organisation was handed over."),
        example={**_OFFICE, "role": "Rəhbər"},
    ),
]
