"""Every letter as it will look, with its invented example: for the style guide and for tests."""

from dataclasses import dataclass

from django.conf import settings

from konullu.messaging.channels import Parcel
from konullu.messaging.channels.mail_frame import mail_html, mail_text
from konullu.messaging.channels.sms import sms_text
from konullu.messaging.kinds import BY_CODE
from konullu.messaging.rules.sms import Cost, cost_of
from konullu.platform.letters import Letter, render


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One letter in one language, in all its forms."""

    letter: Letter
    language: str
    subject: str
    text: str  # as in the inbox
    mail: str
    html: str
    sms: str
    sms_cost: Cost


def preview(letter: Letter, language: str) -> Preview:
    """Render a letter with its example, addressed to an invented person."""
    words = render(
        template=letter.template,
        context={"site": settings.PUBLIC_URL, "recipient": "Aygün Məmmədova", **letter.example},
        language=language,
        time_zone=settings.TIME_ZONE,
    )
    site = f"{settings.PUBLIC_URL.rstrip('/')}/{language}"
    parcel = Parcel(
        reference="example",
        address="",
        language=language,
        kind=letter.kind,
        subject=words.subject,
        text=words.text,
        sms=words.sms,
        html=words.html,
        action=words.action,
        url=str(letter.example.get("url", "")),
        settings_url=f"{site}/me/letters/",
        unsubscribe_url="" if BY_CODE[letter.kind].is_obligatory else f"{site}/letters/stop/example/",
    )
    sms = sms_text(parcel)
    return Preview(
        letter=letter,
        language=language,
        subject=words.subject,
        text=words.text,
        mail=mail_text(parcel),
        html=mail_html(parcel),
        sms=sms,
        sms_cost=cost_of(sms),
    )
