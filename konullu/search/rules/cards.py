"""What a list shows of an opportunity, as it is kept and as it is read again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import Kind, Where
from konullu.search.rules.found import Card

_PLAIN = [
    "slug", "main_language", "direction", "address", "all_day", "time_zone", "weekly_hours_min",
    "weekly_hours_max", "places", "age_min", "age_max", "picture",
]  # fmt: skip
_LISTS = ["causes", "goals", "languages", "provided"]
_MOMENTS = ["starts_at", "ends_at", "apply_until"]
_SHOWN = [name for name in _PLAIN if name != "main_language"]


def card_content(view: OfferView) -> dict[str, Any]:
    """Everything of the list in all its languages, as JSON."""
    organisation, place = view.organisation, view.place
    return {
        **{name: getattr(view, name) for name in _PLAIN},
        **{name: list(getattr(view, name)) for name in _LISTS},
        **{name: value.isoformat() if (value := getattr(view, name)) else None for name in _MOMENTS},
        "kind": str(view.kind),
        "where": str(view.where),
        "organisation": {"slug": organisation.slug, "names": {"az": organisation.name_az, **organisation.other_names}},
        "region": {"code": place.code if place else "", "names": dict(place.names) if place else {}},
        "words": {
            language: [words.title, words.summary, words.schedule, words.picture_text]
            for language, words in view.wordings.items()
        },
    }


def card_of(
    content: Mapping[str, Any],
    *,
    opportunity_id: UUID,
    published_at: datetime,
    point: tuple[float | None, float | None],
    language: str,
    km: float | None,
) -> Card:
    """A kept card in the reader's language, else in the language that it was written in."""
    own = language in content["words"]
    shown = language if own else content["main_language"]
    title, summary, schedule, picture_text = content["words"][shown]
    organisation, region = content["organisation"], content["region"]
    known: dict[str, Any] = {
        **{name: content[name] for name in _SHOWN},
        **{name: tuple(content[name]) for name in _LISTS},
        **{name: _moment(content[name]) for name in _MOMENTS},
    }
    return Card(
        **known,
        id=opportunity_id,
        title=title,
        summary=summary,
        schedule=schedule,
        language=shown,
        is_fallback=not own,
        organisation=organisation["names"].get(language) or organisation["names"]["az"],
        organisation_slug=organisation["slug"],
        kind=Kind(content["kind"]),
        where=Where(content["where"]),
        region=region["code"],
        region_names=region["names"],
        latitude=point[0],
        longitude=point[1],
        distance_km=km,
        picture_text=picture_text,
        published_at=published_at,
    )


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
