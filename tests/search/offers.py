"""Opportunities as the search gets them, without going through their own domain."""

from datetime import UTC, datetime, timedelta
from typing import Any

from konullu.opportunities.rules.offer import Offerer, OfferView, Place, Wording
from konullu.opportunities.words import Kind, State, Where
from konullu.platform.ids import new_id
from konullu.search.operations import blocks, documents

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # a Wednesday noon in Baku

BAKU = Place(
    code="AZ-BA", country="AZ", names={"az": "Bakı", "en": "Baku", "ru": "Баку"}, latitude=40.38, longitude=49.89
)
GANJA = Place(
    code="AZ-GA", country="AZ", names={"az": "Gəncə", "en": "Ganja", "ru": "Гянджа"}, latitude=40.68, longitude=46.36
)
SHAKI = Place(
    code="AZ-SAK", country="AZ", names={"az": "Şəki", "en": "Shaki", "ru": "Шеки"}, latitude=41.19, longitude=47.17
)
GREEN = Offerer(
    id=new_id(), slug="yasil-xezer", name_az="Yaşıl Xəzər", other_names={"en": "Green Caspian"}, legal_form="ngo",
    state="accredited", website="",
)  # fmt: skip


def offer(title: str = "Ağacəkmə", *, words: dict[str, Wording] | None = None, **changes: Any) -> OfferView:
    """A one-time planting in Baku for everybody, on any day."""
    known: dict[str, Any] = {
        "id": new_id(), "slug": "agacekme", "state": State.PUBLISHED, "kind": Kind.ONE_TIME, "organisation": GREEN,
        "main_language": "az", "wordings": words or {"az": Wording(language="az", title=title)}, "roles": (),
        "direction": "3.0.9", "causes": (), "skills": (), "requirements": (), "accessibility": (), "rewards": (),
        "primary_goal": None, "goals": (), "targets": (), "where": Where.ON_SITE, "place": BAKU, "address": "",
        "latitude": None, "longitude": None, "starts_at": None, "ends_at": None, "all_day": False,
        "time_zone": "Asia/Baku", "apply_until": None, "answer_days": None, "weekly_hours_min": None,
        "weekly_hours_max": None, "places": None, "age_min": None, "age_max": None, "languages": (), "papers": (),
        "hazards": (), "provided": (), "contact_name": "", "contact_email": "", "contact_phone": "",
        "external_url": "", "picture": "", "created_at": NOW - timedelta(days=2), "changed_at": NOW - timedelta(days=1),
        "published_at": NOW - timedelta(days=1), "closed_at": None, "closing": "", "series": None, "source": "",
        "source_id": "",
    }  # fmt: skip
    return OfferView(**{**known, **changes})


def keep(*views: OfferView, now: datetime = NOW) -> None:
    """They are public, and the search has settled."""
    documents.write(views=views, now=now)
    blocks.settle(now=now)
