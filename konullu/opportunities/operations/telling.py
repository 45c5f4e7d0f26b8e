"""The letters of this domain: to the team, to the sender, to those who saved it."""

from datetime import datetime
from typing import TYPE_CHECKING

from konullu.messaging.operations import queue
from konullu.opportunities import letters
from konullu.opportunities.models import Move, Opportunity, Saved
from konullu.opportunities.queries.reading import title_of
from konullu.opportunities.rules.publishing import answer_due
from konullu.organisations.queries.team import team_of
from konullu.organisations.words import Role

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.organisations.models import Organisation

_TEMPLATES = {"accept": "accepted", "return": "returned", "take_down": "taken_down", "close": "closed_unanswered"}


def tell_team(made: Move, now: datetime) -> None:
    """Owners and coordinators learn of a move that they have not made."""
    row = made.opportunity
    for person in coordinators(row.organisation):
        context = {
            **_about(row, person.language),
            "reasons": letters.reason_texts(made.reasons, language=person.language),
            "text": made.text,
        }
        _send(_TEMPLATES[made.move], person, context, now, key=f"{made.pk}:{person.pk}")


def tell_sender(made: Move, sender: "Person", now: datetime) -> None:
    """Who sent it learns by when the Union answers."""
    context = {
        **_about(made.opportunity, sender.language),
        "due": letters.moment(answer_due(now), language=sender.language),
    }
    _send("submitted", sender, context, now, key=str(made.pk))


def tell_savers(made: Move, now: datetime) -> None:
    """Who kept it for later learns that it is cancelled."""
    row = made.opportunity
    for saved in Saved.objects.filter(opportunity=row).select_related("person"):
        person = saved.person
        context = {
            **_about(row, person.language),
            "url": letters.link("portal:opportunities", language=person.language),
        }
        _send("cancelled", person, context, now, key=f"{made.pk}:{person.pk}")


def ask_team(row: Opportunity, *, until: datetime, now: datetime) -> None:
    """Does it still stand?"""
    for person in coordinators(row.organisation):
        context = {**_about(row, person.language), "until": letters.day(until, language=person.language)}
        _send("still_standing", person, context, now, key=f"{row.pk}:{now.date()}:{person.pk}")


def tell_of_trust(organisation: "Organisation", *, given: bool, key: str, now: datetime) -> None:
    """Owners and coordinators learn that they publish at once from now on, or do not any more."""
    for person in coordinators(organisation):
        context: dict[str, object] = {
            "organisation": organisation.name_in(person.language),
            "url": letters.link("office:overview", organisation.pk, language=person.language),
        }
        _send("trusted" if given else "trust_ended", person, context, now, key=f"{key}:{person.pk}")


def coordinators(organisation: "Organisation") -> "list[Person]":
    """Who answers for what the organisation offers."""
    return [member.person for member in team_of(organisation) if member.role in (Role.OWNER, Role.COORDINATOR)]


def _about(row: Opportunity, language: str) -> dict[str, object]:
    return {
        "title": title_of(row, language),
        "organisation": row.organisation.name_in(language),
        "url": letters.link("office:opportunity", row.pk, language=language),
    }


def _send(name: str, person: "Person", context: dict[str, object], now: datetime, *, key: str) -> None:
    queue(to=person, template=f"opportunities/letters/{name}", context=context, now=now, key=f"{name}:{key}")
