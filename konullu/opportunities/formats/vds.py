"""The Volunteering Data Standard (standard.volunteeringdata.io): an Activity with its organisation, roles and session.

Words carry their language, the main one first. Days and moments are OWL-Time, which the standard's Time derives from.
`roleAccessibility` instead of `accessibility`: the ontology of March 2026 declares the short form misspelled. The
context is one address and nothing of ours beside it, as readers that know no JSON-LD expect; hence the long names.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from konullu.opportunities.formats import days
from konullu.opportunities.formats.links import Links
from konullu.opportunities.rules.offer import OfferRole, OfferView
from konullu.opportunities.words import Kind, State, Where

CONTEXT = "https://api.volunteeringdata.io/context/v1"
NAMESPACE = "https://ns.volunteeringdata.io/"
_TIME = "http://www.w3.org/2006/time#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def activity(view: OfferView, *, links: Links, license: str) -> dict[str, Any]:
    """One opportunity. license: SPDX identifier of the data's licence."""
    return {
        "@context": CONTEXT,
        "conformsTo": {"id": NAMESPACE},
        "license": license,
        "publisher": {"id": links.site},
        "modified": _typed(view.changed_at.isoformat(timespec="seconds"), "dateTime"),
        **activity_of(view, links),
    }


def activity_of(view: OfferView, links: Links) -> dict[str, Any]:
    """The same without its context, for a document that has one."""
    return _filled(
        {
            "id": links.page,
            "type": "Activity",
            "title": _told(view, "title"),
            "description": _described(view),
            "image": links.picture and {"id": links.picture},
            "organisation": _organisation(view, links),
            "publishStartDate": _day(view.published_at),
            "publishEndDate": _day(view.closed_at) if view.state == State.CLOSED else _last_day(view),
            "cause": [{"id": NAMESPACE + code} for code in view.causes],
            "role": _roles(view, links),
            "session": _session(view),
        }
    )


def _organisation(view: OfferView, links: Links) -> dict[str, Any]:
    offerer = view.organisation
    names = {"az": offerer.name_az, **{code: name for code, name in offerer.other_names.items() if name}}
    return _filled(
        {
            "id": links.organisation or f"urn:uuid:{offerer.id}",
            "type": "Organisation",
            "name": _in_languages(names, view.main_language),
            "website": offerer.website,
        }
    )


def _roles(view: OfferView, links: Links) -> list[dict[str, Any]]:
    """An opportunity without roles of its own is one role: the standard keeps ages, skills and the way in there."""
    if not view.roles:
        return [_role(view, links, None)]
    return [_role(view, links, role) for role in view.roles]


def _role(view: OfferView, links: Links, role: OfferRole | None) -> dict[str, Any]:
    youngest = [age for age in (view.age_min, role.age_min if role else None) if age is not None]
    words = view.wordings[view.main_language]
    return _filled(
        {
            "id": f"{links.page}#role-{role.id if role else 'only'}",
            "type": "Role",
            "title": _in_languages(role.names, view.main_language) if role else _told(view, "title"),
            "description": _in_languages(role.details, view.main_language) if role else "",
            "commitment": _in_languages({view.main_language: words.schedule}, view.main_language) or _hours(view),
            "applyLink": view.external_url or links.page,
            "allowsRemoteParticipation": view.is_remote,
            "minimumAge": max(youngest, default=None),
            "maximumAge": view.age_max,
            "skill": [{"id": NAMESPACE + code} for code in (role.skills if role else view.skills)],
            "requirement": [{"id": NAMESPACE + code} for code in view.requirements],
            "reward": [{"id": NAMESPACE + code} for code in view.rewards],
            "roleAccessibility": [{"id": NAMESPACE + code} for code in view.accessibility],
        }
    )


def _session(view: OfferView) -> list[dict[str, Any]]:
    made = _filled({"type": "Session", "location": _location(view), "time": _time(view)})
    return [made] if len(made) > 1 else []


def _location(view: OfferView) -> list[dict[str, Any]]:
    if view.where == Where.REMOTE:
        return []
    place = view.place
    made = _filled(
        {
            "type": "Location",
            "name": _in_languages(place.names, view.main_language) if place else "",
            "address": view.address,
            "latitude": view.latitude if view.latitude is not None else (place.latitude if place else None),
            "longitude": view.longitude if view.longitude is not None else (place.longitude if place else None),
        }
    )
    return [made] if len(made) > 1 else []


def _time(view: OfferView) -> dict[str, Any]:
    """When it begins and ends, as instants; whole days as dates."""
    ends = {_TIME + name: _instant(when, view) for name, when in (("hasBeginning", True), ("hasEnd", False))}
    made = _filled(ends)
    return {"type": "Time", **made} if made else {}


def _instant(begins: bool, view: OfferView) -> dict[str, Any]:
    when = days.begins(view) if begins else days.ends(view)
    if not when:
        return {}
    if view.all_day:
        return {"type": f"{_TIME}Instant", f"{_TIME}inXSDDate": _typed(when, "date")}
    return {"type": f"{_TIME}Instant", f"{_TIME}inXSDDateTimeStamp": _typed(when, "dateTimeStamp")}


def _told(view: OfferView, name: str) -> list[dict[str, str]]:
    return _in_languages({code: getattr(words, name) for code, words in view.wordings.items()}, view.main_language)


def _described(view: OfferView) -> list[dict[str, str]]:
    texts = {
        code: "\n\n".join(part for part in (words.summary, words.text) if part) for code, words in view.wordings.items()
    }
    return _in_languages(texts, view.main_language)


def _in_languages(texts: Mapping[str, str], main: str) -> list[dict[str, str]]:
    """Each text with its language, the main one first."""
    order = sorted((code for code, text in texts.items() if text), key=lambda code: (code != main, code))
    return [{"value": texts[code], "@language": code} for code in order]


def _hours(view: OfferView) -> str:
    """ISO 8601 would be P1W/PT4H; the standard asks free text, and numbers with a sign are read in every language."""
    if view.weekly_hours_max is None:
        return ""
    least = view.weekly_hours_min
    between = f"{least}–{view.weekly_hours_max}" if least and least != view.weekly_hours_max else view.weekly_hours_max
    return f"{between} h / 7 d"


def _last_day(view: OfferView) -> Any:
    day = days.last_day_to_apply(view) or (days.last_day(view) if view.kind != Kind.ONGOING else None)
    return _typed(day.isoformat(), "date") if day else ""


def _day(when: datetime | None) -> Any:
    return _typed(when.date().isoformat(), "date") if when else ""


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"value": value, "type": _XSD + kind}


def _filled(made: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in made.items() if value is not None and value not in ("", [], {})}
