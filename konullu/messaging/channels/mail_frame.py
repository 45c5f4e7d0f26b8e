"""What stands around a letter in an e-mail: why it comes, and our look. The words themselves are frozen before."""

import re

from django.template.loader import render_to_string
from django.utils import translation

from konullu.messaging.channels.channel import Parcel


def mail_text(parcel: Parcel) -> str:
    """The plain form: the letter, its link if the words do not hold it, and the reason at the end."""
    return _framed("messaging/letters/frame.txt", parcel).strip() + "\n"


def mail_html(parcel: Parcel) -> str:
    """The form with our look: one small style sheet in the head, no picture, nothing fetched from anywhere."""
    return _framed("messaging/letters/frame.html", parcel)


def paragraphs_of(text: str, *, without: str) -> list[list[str]]:
    """The text as paragraphs of lines, without the line that is only the link (the button says it)."""
    paragraphs = [
        [line for line in block.splitlines() if not without or line.strip() != without]
        for block in re.split(r"\n{2,}", text)
    ]
    return [lines for lines in paragraphs if any(line.strip() for line in lines)]


def _framed(template: str, parcel: Parcel) -> str:
    context = {
        "letter": parcel,
        "paragraphs": paragraphs_of(parcel.text, without=parcel.url),
        "has_link_in_text": bool(parcel.url) and parcel.url in parcel.text,
    }
    with translation.override(parcel.language):
        return render_to_string(template, context)
