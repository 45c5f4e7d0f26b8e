"""The people of the demo: they sign up, fill in what they like, find guardians and set up their second factor."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from konullu.accounts.operations import consents, family, profile
from konullu.accounts.operations.operators import grant_operator
from konullu.accounts.operations.vouched import give_time_code, open_vouched
from konullu.accounts.rules.contacts import Contact, read_contact
from konullu.demo.content import PEOPLE
from konullu.places.queries import region_by_code

if TYPE_CHECKING:
    from konullu.accounts.models import Person

# Demo only, known to everybody: the secret of the time codes of all demo staff. `konullu demo --time-code` shows one.
TIME_CODE_SECRET = "KONULLUDEMOKONULLUDEMOKONULLU234"  # noqa: S105
STAFF = ("babek", "rauf", "leyla", "operator", "gunel", "lamiya", "cavid", "sabina", "daniel", "tural", "elvin")

_WEEK = [(6, "morning"), (6, "day"), (7, "day"), (3, "evening")]


def contact_of(key: str) -> Contact:
    """The phone or e-mail of a demo person."""
    contact = read_contact(PEOPLE[key][2])
    assert isinstance(contact, Contact)
    return contact


def sign_up_all(*, now: datetime, only: tuple[str, ...]) -> dict[str, "Person"]:
    """Those named in `only`, over the last ninety days, in the order of the list."""
    people = {}
    for index, (key, (name, birth_year, _contact, district, language)) in enumerate(PEOPLE.items()):
        if key not in only:
            continue
        moment = now - timedelta(days=90 - 3 * index, hours=index % 7)
        person = open_vouched(contact=contact_of(key), name=name, birth_year=birth_year, language=language, now=moment)
        profile.save_district(person=person, by=person, district=region_by_code(district), now=moment)
        people[key] = person
    return people


def fill_profiles(people: dict[str, "Person"], *, now: datetime) -> None:
    """Aygün has told all she likes to tell; some told a little; most told nothing, as people do."""
    aygun = people["aygun"]
    profile.save_languages(person=aygun, by=aygun, levels={"az": "native", "ru": "independent", "en": "basic"}, now=now)
    profile.save_interests(
        person=aygun,
        by=aygun,
        kind="skill",
        chosen=["BasicFirstAid", "ActiveListening", "MentoringVolunteers"],
        now=now,
    )
    profile.save_interests(
        person=aygun, by=aygun, kind="cause", chosen=["Environment", "YouthAndChildren", "Heritage"], now=now
    )
    profile.save_availability(person=aygun, by=aygun, cells=_WEEK, now=now)
    profile.save_emergency_contact(
        person=aygun, by=aygun, name="Esmira Məmmədova", phone="+994500000901", relation="ana", now=now
    )
    irina = people["irina"]
    profile.save_languages(person=irina, by=irina, levels={"ru": "native", "az": "fluent"}, now=now)


def make_families(people: dict[str, "Person"], *, now: datetime) -> None:
    """Nigar, 15, has her mother as a guardian, who agrees to the account as Nigar did when she signed up."""
    nigar, sevil = people["nigar"], people["sevil"]
    invitation = family.invite(
        minor=nigar,
        by=nigar,
        address=contact_of("sevil"),
        relation="mother",
        language="az",
        now=now - timedelta(days=20),
    )
    family.accept(
        invitation_id=invitation.pk,
        person=sevil,
        relation="mother",
        stated=True,
        language="az",
        now=now - timedelta(days=19, hours=20),
    )
    consents.give(person=nigar, by=sevil, purpose="account", language="az", now=now - timedelta(days=19, hours=19))


def secure_staff(people: dict[str, "Person"], *, now: datetime) -> None:
    """Staff have a time code; the operator runs the installation."""
    for key in (key for key in STAFF if key in people):
        give_time_code(person=people[key], secret=TIME_CODE_SECRET, now=now)
    grant_operator(contact=PEOPLE["operator"][2], now=now)
