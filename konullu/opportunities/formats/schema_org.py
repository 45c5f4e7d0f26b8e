"""schema.org for search engines: JobPosting for work that goes on, Event for what has a day, Grant for money.

There is no type for volunteering: https://schema.org/JobPosting with employmentType VOLUNTEER is what engines read.
"""

from html import escape
from typing import Any

from konullu.opportunities.formats import days
from konullu.opportunities.formats.links import Links
from konullu.opportunities.rules.offer import OfferView, Wording
from konullu.opportunities.words import Closing, Kind, State, Where

_EVENTS = frozenset({Kind.ONE_TIME, Kind.TRAINING, Kind.EVENT, Kind.COMPETITION, Kind.EXCHANGE})
_GRANTS = frozenset({Kind.GRANT, Kind.SCHOLARSHIP})
_ATTENDANCE = {
    Where.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Where.REMOTE: "https://schema.org/OnlineEventAttendanceMode",
    Where.BOTH: "https://schema.org/MixedEventAttendanceMode",
}


def thing(view: OfferView, *, language: str, links: Links) -> dict[str, Any]:
    """The opportunity for the page in this language, as a JSON-LD object with its context."""
    words = view.wording(language)
    if view.kind in _GRANTS:
        made = _grant(view, words, links)
    elif view.kind in _EVENTS and view.starts_at:
        made = _event(view, words, language, links)
    else:
        made = _job(view, words, language, links)
    return {"@context": "https://schema.org", **_filled(made)}


def _job(view: OfferView, words: Wording, language: str, links: Links) -> dict[str, Any]:
    until = view.apply_until or view.ends_at
    if view.state == State.CLOSED and view.closed_at:
        until = min(until or view.closed_at, view.closed_at)
    remote = view.where == Where.REMOTE
    return {
        "@type": "JobPosting",
        "title": words.title,
        "description": _html(words),
        "identifier": {"@type": "PropertyValue", "name": "Könüllü", "value": str(view.id)},
        "datePosted": (view.published_at or view.created_at).date().isoformat(),
        "validThrough": days.moment(until, view.time_zone) if until else "",
        "employmentType": "INTERN" if view.kind == Kind.INTERNSHIP else "VOLUNTEER",
        "hiringOrganization": _organisation(view, language, links),
        "jobLocationType": "TELECOMMUTE" if remote else "",
        # Engines ask who may work from afar; our remote work is for people of the country of the organisation.
        "applicantLocationRequirements": {"@type": "Country", "name": _country(view)} if remote else None,
        "jobLocation": None if remote else _place(view, language),
        "jobStartDate": days.begins(view),
        "workHours": words.schedule,
        "totalJobOpenings": view.places,
        "directApply": not view.external_url,
        "inLanguage": words.language,
        "url": links.page,
        "image": links.picture,
    }


def _event(view: OfferView, words: Wording, language: str, links: Links) -> dict[str, Any]:
    cancelled = view.closing == Closing.CANCELLED
    places = [] if view.where == Where.REMOTE else [_place(view, language)]
    if view.is_remote:
        places.append({"@type": "VirtualLocation", "url": links.page})
    return {
        "@type": "Event",
        "name": words.title,
        "description": _plain(words),
        "startDate": days.begins(view),
        "endDate": days.ends(view),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "eventAttendanceMode": _ATTENDANCE[view.where],
        "location": places[0] if len(places) == 1 else places,
        "organizer": _organisation(view, language, links),
        "maximumAttendeeCapacity": view.places,
        "typicalAgeRange": _ages(view),
        "isAccessibleForFree": True if view.is_volunteering else None,
        "inLanguage": words.language,
        "url": links.page,
        "image": links.picture,
    }


def _grant(view: OfferView, words: Wording, links: Links) -> dict[str, Any]:
    return {
        "@type": "Grant",
        "name": words.title,
        "description": _plain(words),
        "identifier": str(view.id),
        "funder": _organisation(view, words.language, links),
        "url": links.page,
        "image": links.picture,
    }


def _organisation(view: OfferView, language: str, links: Links) -> dict[str, Any]:
    return _filled(
        {
            "@type": "Organization",
            "name": view.organisation.name(language),
            "url": links.organisation,
            "sameAs": view.organisation.website,
        }
    )


def _place(view: OfferView, language: str) -> dict[str, Any]:
    region = view.place.name(language) if view.place else ""
    address = _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": view.address,
            "addressLocality": region,
            "addressRegion": region,
            "addressCountry": _country(view),
        }
    )
    point = (view.latitude, view.longitude)
    return _filled(
        {
            "@type": "Place",
            "name": view.address or region or view.organisation.name(language),
            "address": address,
            "geo": {"@type": "GeoCoordinates", "latitude": point[0], "longitude": point[1]}
            if None not in point
            else None,
        }
    )


def _country(view: OfferView) -> str:
    """Of the region. An address elsewhere that has no region of ours (an import) is in the country of its time zone."""
    if view.place:
        return view.place.country
    return {"Asia/Baku": "AZ", "America/New_York": "US"}.get(view.time_zone, "")


def _ages(view: OfferView) -> str:
    if view.age_min is None and view.age_max is None:
        return ""
    return f"{'' if view.age_min is None else view.age_min}-{'' if view.age_max is None else view.age_max}"


def _html(words: Wording) -> str:
    """Engines want paragraphs as HTML in a job's description."""
    parts = [words.summary, *words.paragraphs]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part)


def _plain(words: Wording) -> str:
    return "\n\n".join(part for part in (words.summary, words.text) if part)


def _filled(made: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}
