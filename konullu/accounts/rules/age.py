"""Age, answered on the side of protection: when only the year of birth is known, the lowest possible age counts."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from konullu.platform.errors import Refusal, Text

if TYPE_CHECKING:
    from konullu.accounts.models import Person

FULL_AGE = 18  # Civil Code art. 28: full capacity
OWN_ACTS_FROM = 14  # Civil Code art. 29-30: below, only the legal representative acts
OLDEST = 120  # years; older than that is a slip of the finger
YOUNGEST = 6


def age_on(*, birth_year: int, birth_date: date | None, day: date) -> int:
    """Full years on a day. With the year alone: the lowest age that is possible, never below 0.

    Somebody born on 29 February is a year older on 1 March of a common year (the later, careful day).
    """
    month_and_day = (birth_date.month, birth_date.day) if birth_date else (12, 31)
    return max(0, day.year - birth_year - ((day.month, day.day) < month_and_day))


def highest_age_on(*, birth_year: int, birth_date: date | None, day: date) -> int:
    """Full years on a day, as if born on 1 January when only the year is known."""
    if birth_date:
        return age_on(birth_year=birth_year, birth_date=birth_date, day=day)
    return max(0, day.year - birth_year)


def day_of(person: "Person", now: datetime) -> date:
    """The calendar day where the person lives: birthdays begin at their midnight."""
    return now.astimezone(ZoneInfo(person.time_zone)).date()


def age_of(person: "Person", now: datetime) -> int:
    """`age_on` for a person at a moment."""
    return age_on(birth_year=person.birth_year, birth_date=person.birth_date, day=day_of(person, now))


def is_minor(person: "Person", now: datetime) -> bool:
    """Under 18, or possibly so (Civil Code art. 28)."""
    return age_of(person, now) < FULL_AGE


def is_under_14(person: "Person", now: datetime) -> bool:
    """Under 14, or possibly so: can't act without the legal representative (Civil Code art. 29)."""
    return age_of(person, now) < OWN_ACTS_FROM


def needs_birth_date(person: "Person", now: datetime, *, limits: tuple[int, ...] = (OWN_ACTS_FROM, FULL_AGE)) -> bool:
    """Does the year alone leave open on which side of one of these ages the person stands? Only then we ask."""
    if person.birth_date:
        return False
    day = day_of(person, now)
    lowest = age_on(birth_year=person.birth_year, birth_date=None, day=day)
    highest = highest_age_on(birth_year=person.birth_year, birth_date=None, day=day)
    return any(lowest < limit <= highest for limit in limits)


def refusals_to_act_alone(person: "Person", now: datetime, *, has_guardian: bool) -> list[Refusal]:
    """Why a child's account does nothing yet: under 14 a legal representative must have accepted (art. 28-30)."""
    if has_guardian or not is_under_14(person, now):
        return []
    return [
        Refusal(
            code="accounts.guardian_needed",
            text=_("Until the age of 14 a parent or another legal representative acts for you."),
            next_step=_("Invite your mother, father or guardian; the account opens when they accept."),
            next_url_name="volunteer:guardians",
            article=_("Civil Code art. 28–30"),
        )
    ]


def refusals_to_take_birth_date(*, birth_year: int, birth_date: date, day: date) -> list[Refusal]:
    """A birth date must lie in the year that was given, not in the future, and within a human life."""
    problem: Text = ""
    if birth_date > day:
        problem = _("This date is in the future.")
    elif birth_date.year != birth_year:
        problem = _("The date is not in %(year)s, the year of birth you gave.") % {"year": birth_year}
    if not problem:
        return []
    return [
        Refusal(
            code="accounts.birth_date_wrong",
            text=problem,
            next_step=_("Write the date as it stands in the identity document."),
            field="birth_date",
        )
    ]
