"""The opportunities of the demo: written, sent and decided through the operations, on days counted from today."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from konullu.opportunities.operations import copying, drafting, moderation, publishing, trust
from konullu.opportunities.rules.details import Details, RoleDetails, Words
from konullu.opportunities.rules.goals import default_targets
from konullu.opportunities.words import Declaration, Kind, Where

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.opportunities.models import Opportunity
    from konullu.organisations.models import Organisation

type People = dict[str, "Person"]
type Offer = Mapping[str, Any]

BAKU = ZoneInfo("Asia/Baku")
LANGUAGES = ("az", "en", "ru", "kk")
# The Union reads what these send; it trusts the others.
READ_FIRST = {"tural", "irina"}
_CODES = ("causes", "skills", "requirements", "accessibility", "rewards", "languages", "papers", "hazards", "provided")


def offers() -> list[Offer]:
    """What data/opportunities.toml says."""
    text = resources.files("konullu.demo").joinpath("data", "opportunities.toml").read_text(encoding="utf-8")
    found: list[Offer] = tomllib.loads(text)["offer"]
    return found


def publish_all(organisations: "Mapping[str, Organisation]", people: People, *, now: datetime) -> None:
    """Each in its state, by the owner of its organisation. organisations: by owner, the Union among them."""
    for owner, organisation in organisations.items():
        organisation.refresh_from_db()
        if owner not in READ_FIRST and not organisation.is_union:
            moment = (organisation.accredited_at or now) + timedelta(hours=20)
            trust.give(organisation=organisation, by=people["leyla"], now=moment)
    for offer in offers():
        _publish(offer, organisations[offer["by"]], people, now)


def _publish(offer: Offer, organisation: "Organisation", people: People, now: datetime) -> None:
    owner = people[offer["by"]]
    begun = now - timedelta(days=offer["ago"] + 1, hours=3)
    row = drafting.begin(
        organisation=organisation, kind=offer["kind"], title=offer["az"]["title"], language="az", by=owner, now=begun
    )
    drafting.save(opportunity=row, details=details_of(offer, organisation, now), by=owner, now=begun)
    state = offer.get("state", "published")
    rows = [row]
    if days := offer.get("series"):
        first = start_of(offer, now)
        assert first is not None
        again = [(first + timedelta(days=one)).date() for one in days]
        rows += copying.make_series(opportunity=row, days=again, by=owner, now=begun)
    if state != "draft":
        for one in rows:
            _send(one, offer, owner, people["leyla"], begun + timedelta(hours=20))


def _send(row: "Opportunity", offer: Offer, owner: "Person", reader: "Person", moment: datetime) -> None:
    """Submitted, and then what the Union and the organisation made of it."""
    state, answered = offer.get("state", "published"), moment + timedelta(hours=5)
    made = publishing.submit(opportunity=row, declared=list(Declaration), by=owner, now=moment)
    if state == "submitted":
        return
    if state == "returned":
        moderation.send_back(opportunity=row, by=reader, reasons=offer["reasons"], text=offer["answer"], now=answered)
    elif made.move == "submit":
        moderation.accept(opportunity=row, by=reader, text="", now=answered)
    if state == "closed":
        publishing.close(opportunity=row, closing=offer["closing"], by=owner, now=answered + timedelta(days=2))


def details_of(offer: Offer, organisation: "Organisation", now: datetime) -> Details:
    """The offer as its coordinator would have filled in the form."""
    start = start_of(offer, now)
    end = start + timedelta(hours=offer["hours"]) if start and "hours" in offer else None
    if start and "days" in offer:
        end = datetime.combine(start.date() + timedelta(days=offer["days"] - 1), time(18), tzinfo=BAKU)
    ages = offer.get("age", [None, None])
    low, high = ages if isinstance(ages, list) else (ages, None)
    weekly = offer.get("weekly", [None, None])
    point = offer.get("point", [None, None])
    codes: dict[str, Any] = {name: tuple(offer.get(name, ())) for name in _CODES}
    direction = offer["direction"]
    return Details(
        **codes,
        kind=Kind(offer["kind"]),
        wordings={language: Words(**_texts(offer[language])) for language in LANGUAGES if language in offer},
        roles=tuple(_role(role) for role in offer.get("roles", ())),
        direction=direction,
        goals=tuple(offer.get("goals", ())),
        targets=tuple(offer.get("targets", default_targets(direction))),
        where=where_of(offer),
        region_code=offer.get("region", ""),
        address=offer.get("address", ""),
        latitude=point[0],
        longitude=point[1],
        starts_at=start,
        ends_at=end,
        apply_until=_deadline(offer, start, now),
        answer_days=offer.get("answer_days", 3),
        weekly_hours_min=weekly[0],
        weekly_hours_max=weekly[1],
        places=offer.get("places"),
        age_min=low,
        age_max=high,
        contact_name="",
        contact_email=organisation.email,
    )


def where_of(offer: Offer) -> Where:
    if offer["kind"] in (Kind.MICRO, Kind.GRANT, Kind.SCHOLARSHIP):
        return Where.REMOTE
    return Where(offer.get("where", Where.ON_SITE))


def start_of(offer: Offer, now: datetime) -> datetime | None:
    """So many days from today, or the n-th such weekday that is at least three days away."""
    today = now.astimezone(BAKU).date()
    if "in" in offer:
        return _at(today + timedelta(days=offer["in"]), offer["at"])
    if "weekday" not in offer:
        return None
    day = today + timedelta(days=3)
    while day.isoweekday() != offer["weekday"]:
        day += timedelta(days=1)
    return _at(day + timedelta(days=7 * (offer["week"] - 1)), offer["at"])


def _deadline(offer: Offer, start: datetime | None, now: datetime) -> datetime | None:
    """The end of a day: so many days before the start, or from today when there is none."""
    if "apply" not in offer:
        return None
    today = now.astimezone(BAKU).date()
    day = start.date() - timedelta(days=offer["apply"] - 1) if start else today + timedelta(days=offer["apply"] + 1)
    return datetime.combine(day, time(), tzinfo=BAKU)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BAKU)


def _texts(words: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in words.items()}


def _role(role: Mapping[str, Any]) -> RoleDetails:
    return RoleDetails(
        names={language: role[language] for language in LANGUAGES if language in role},
        places=role.get("places"),
        skills=tuple(role.get("skills", ())),
        languages=tuple(role.get("languages", ())),
        age_min=role.get("age"),
    )
