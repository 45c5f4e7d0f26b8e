"""What stands around a letter in an e-mail: why it comes, and our look. The words themselves are frozen before."""

from django.template.loader import render_to_string
from django.utils import translation

from konullu.messaging.channels.channel import Parcel
from konullu.messaging.rules.paragraphs import parts_of


def mail_text(parcel: Parcel) -> str:
    """The plain form: the letter, its link if the words do not hold it, and the reason at the end."""
    return _framed("messaging/letters/frame.txt", parcel).strip() + "\n"


def mail_html(parcel: Parcel) -> str:
    """The form with our look: one small style sheet in the head, no picture, nothing fetched from anywhere."""
    return _framed("messaging/letters/frame.html", parcel)


def _framed(template: str, parcel: Parcel) -> str:
    context = {
        "letter": parcel,
        "parts": parts_of(parcel.text, url=parcel.url),
        "has_link_in_text": bool(parcel.url) and parcel.url in parcel.text,
    }
    with translation.override(parcel.language):
        return render_to_string(template, context)
