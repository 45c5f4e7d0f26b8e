"""The letters of this domain, and what they say in the reader's language: links, reasons, moments."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from konullu.opportunities import reasons as known
from konullu.organisations.letters import day as day
from konullu.organisations.letters import link as link
from konullu.organisations.letters import moment as moment
from konullu.platform.letters import Letter


def reason_texts(codes: Sequence[str], *, language: str) -> list[str]:
    """The sentences of the reasons that the Union gave; codes of other lists are left out."""
    with override(language):
        return [str(known.BY_CODE[code].text) for code in codes if code in known.BY_CODE]


_ABOUT = {
    "title": "Şəkidə ağacəkmə: 400 palıd tingi",
    "organisation": "Yaşıl Şəki İctimai Birliyi",
    "url": "https://konullu.example/az/office/",
}
_AGAINST = {
    **_ABOUT,
    "reasons": ["Təhlükə göstərilməyib."],
    "text": "Görüş yerini yazın: avtobus haradan yola düşür?",
}


LETTERS = [
    Letter(
        template="opportunities/letters/submitted",
        kind="work",
        about=_("An opportunity was sent to the Union."),
        example={**_ABOUT, "due": "27 noyabr 2026, 18:00"},
    ),
    Letter(
        template="opportunities/letters/accepted",
        kind="work",
        about=_("The Union published an opportunity."),
        example={**_ABOUT, "text": ""},
    ),
    Letter(
        template="opportunities/letters/returned",
        kind="legal",
        about=_("The Union returned an opportunity."),
        example=_AGAINST,
    ),
    Letter(
        template="opportunities/letters/taken_down",
        kind="legal",
        about=_("The Union took a public opportunity back."),
        example=_AGAINST,
    ),
    Letter(
        template="opportunities/letters/still_standing",
        kind="work",
        about=_("We ask whether an opportunity still stands."),
        example={**_ABOUT, "until": "9 dekabr 2026"},
    ),
    Letter(
        template="opportunities/letters/closed_unanswered",
        kind="work",
        about=_("An opportunity was closed because nobody answered."),
        example=_ABOUT,
    ),
    Letter(
        template="opportunities/letters/trusted",
        kind="legal",
        about=_("The Union trusts an organisation to publish at once."),
        example=_ABOUT,
    ),
    Letter(
        template="opportunities/letters/trust_ended",
        kind="legal",
        about=_("An organisation waits for the Union again before it publishes."),
        example=_ABOUT,
    ),
    Letter(
        template="opportunities/letters/cancelled",
        kind="search",
        about=_("An opportunity that you saved was cancelled."),
        example=_ABOUT,
    ),
]
