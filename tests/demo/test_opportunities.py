"""The opportunities of the demo: they can be published on any day of the week, and every state is among them."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from konullu.demo import stages
from konullu.demo.opportunities import BAKU, details_of, offers, start_of
from konullu.opportunities.models import Opportunity, Wording
from konullu.opportunities.rules.publishing import refusals_to_submit
from konullu.opportunities.rules.writing import cleaned, refusals_to_write
from konullu.opportunities.words import Declaration
from konullu.organisations.models import Organisation
from konullu.places.operations import load_reference

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize("day", range(7))
def test_every_offer_is_whole_on_every_day_of_the_week(day: int) -> None:
    now = NOW + timedelta(days=day)
    organisation = Organisation(email="salam@konullu.example")
    for offer in offers():
        details = cleaned(details_of(offer, organisation, now))
        assert refusals_to_write(details) == [], offer["az"]["title"]
        if offer.get("state") == "draft":
            continue
        refusals = refusals_to_submit(
            details, declared=list(Declaration), organisation_state="accredited", legal_form="ngo", now=now
        )
        assert refusals == [], (offer["az"]["title"], refusals)


def test_a_saturday_is_a_saturday() -> None:
    for offer in offers():
        start = start_of(offer, NOW)
        if start and "weekday" in offer:
            assert start.astimezone(BAKU).isoweekday() == offer["weekday"]
            assert start > NOW + timedelta(days=2)


@pytest.mark.django_db
def test_the_spring_has_opportunities_in_every_state() -> None:
    load_reference(now=NOW)
    stages.build(stage="spring", now=NOW)
    states = Counter(Opportunity.objects.values_list("state", flat=True))
    assert states == {"published": 53, "draft": 1, "submitted": 1, "returned": 1, "closed": 1}
    languages = Counter(Wording.objects.values_list("language", flat=True))
    assert languages["az"] == 57
    assert languages["en"] >= 20
    assert languages["ru"] >= 25
    assert len(set(Opportunity.objects.values_list("kind", flat=True))) == 11
    assert len(set(Opportunity.objects.exclude(region=None).values_list("region_id", flat=True))) >= 18
