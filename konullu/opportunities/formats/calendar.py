"""iCalendar (RFC 5545) of what has days. Moments are written in UTC, so that no reader needs a time zone's rules."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from konullu.opportunities.formats import days
from konullu.opportunities.formats.links import Links
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import Closing, Where

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_of(view: OfferView, *, language: str, links: Links, now: datetime) -> bytes:
    """A file with one event. now: when it was asked for. The event keeps its id, so that a second file replaces it."""
    return calendar([event(view, language=language, links=links, now=now)])


def calendar(events: Iterable[list[str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Könüllü//Opportunities//AZ", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", *(line for one in events for line in one), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def event(view: OfferView, *, language: str, links: Links, now: datetime) -> list[str]:
    """The lines of one event. The opportunity must have a start."""
    words = view.wording(language)
    told = "\n\n".join(part for part in (words.summary, words.schedule, words.place_note, links.page) if part)
    place = ", ".join(part for part in (view.address, view.place.name(language) if view.place else "") if part)
    point = None if view.latitude is None else f"{view.latitude};{view.longitude}"
    cancelled = view.closing == Closing.CANCELLED
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid(view.id)}",
        f"DTSTAMP:{_utc(now)}",
        f"LAST-MODIFIED:{_utc(view.changed_at)}",
        f"SEQUENCE:{int(view.changed_at.timestamp()) % 2_000_000_000}",
        *_when(view),
        f"SUMMARY:{_text(words.title)}",
        f"DESCRIPTION:{_text(told)}",
        f"LOCATION:{_text(place)}" if place and view.where != Where.REMOTE else "",
        f"GEO:{point}" if point and view.where != Where.REMOTE else "",
        f"URL:{links.page}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE" if not view.all_day else "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    return [line for line in lines if line]


def uid(opportunity_id: UUID) -> str:
    return f"{opportunity_id}@opportunities.konullu"


def _when(view: OfferView) -> list[str]:
    """Whole days as days, the end exclusive; else moments. Without an end the event lasts its first day or an hour."""
    first, last = days.first_day(view), days.last_day(view)
    assert first is not None
    assert view.starts_at is not None
    if view.all_day:
        after = (last or first) + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    ends = view.ends_at or view.starts_at + timedelta(hours=1)
    return [f"DTSTART:{_utc(view.starts_at)}", f"DTEND:{_utc(ends)}"]


def _utc(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """At most 75 octets in a line, never within a letter."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        more = letter.encode()
        if len(part) + len(more) > (75 if not parts else 74):
            parts.append(part)
            part = b""
        part += more
    return b"\r\n ".join([*parts, part]) + b"\r\n"
