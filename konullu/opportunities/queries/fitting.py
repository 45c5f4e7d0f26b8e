"""What is known about a reader, for "Is this for me?"."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from konullu.accounts.queries.family import has_guardian
from konullu.accounts.queries.profile import profile_of
from konullu.accounts.rules.age import age_on, day_of, highest_age_on, is_minor
from konullu.opportunities.rules.fit import Answer, Facts, answers
from konullu.opportunities.rules.offer import OfferView
from konullu.places.queries import distance_km, regions_by_code

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from konullu.accounts.models import Person


def facts_of(person: "Person", *, now: datetime) -> Facts:
    """What the person's own profile says, for themselves. Papers are not kept yet, so they are unknown."""
    profile = profile_of(person)
    day = day_of(person, now)
    return Facts(
        age_low=age_on(birth_year=person.birth_year, birth_date=person.birth_date, day=day),
        age_high=highest_age_on(birth_year=person.birth_year, birth_date=person.birth_date, day=day),
        birth_date=person.birth_date,
        district=person.district_id,
        languages=profile.languages,
        skills=[concept.id for concept in profile.skills],
        has_guardian=has_guardian(person, now) if is_minor(person, now) else None,
        is_signed_in=True,
    )


def fit(
    reader: "Person | AnonymousUser",
    offer: OfferView,
    *,
    age: int | None,
    district: str,
    now: datetime,
    language: str,
    language_name: Callable[[str], str],
) -> list[Answer]:
    """The answers for a reader: from the profile of who is signed in, from the two answers of a visitor.

    age: full years, as a visitor said; district: ISO 3166-2, "" when not said. Nothing is kept.
    """
    if reader.is_authenticated:
        facts = facts_of(reader, now=now)
    else:
        facts = Facts(age_low=age, age_high=age, district=district or None)
    return answers(
        offer,
        facts,
        now=now,
        language=language,
        language_name=language_name,
        distance_km=distance_to(offer, facts.district),
    )


def distance_to(offer: OfferView, district: str | None) -> float | None:
    """Kilometres from the middle of a district to the place (or the middle of its own district); None: unknown."""
    if district is None or offer.place is None:
        return None
    home = regions_by_code([district]).get(district)
    to = (
        (offer.latitude, offer.longitude)
        if offer.latitude is not None
        else (offer.place.latitude, offer.place.longitude)
    )
    if home is None or home.latitude is None or home.longitude is None or to[0] is None or to[1] is None:
        return None
    return distance_km(home.latitude, home.longitude, to[0], to[1])
