"""The score of a document: the chance that engines.ranking gives it, times its freshness; 1 is an unknown one's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from konullu.engines.ranking.chance import chance, freshness

BAKU = ZoneInfo("Asia/Baku")
USUAL = 0.03  # the share of looks that end in a connection; to be measured when there is a log to measure
MANY = 20.0  # the need of an opportunity that names no number of places
FAR = timedelta(weeks=26)  # as long as an opportunity without an end is taken to last
FADES_FOR = timedelta(days=35)  # after so long freshness no longer changes anything to speak of


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of one opportunity when it is scored."""

    choices: int = 0
    looks: float = 0.0
    week: int = 0
    choices_this_week: int = 0
    places: int | None = None
    published_at: datetime
    listed_until: datetime


def week_of(moment: datetime) -> int:
    """A number that grows by one every Monday at midnight in Baku."""
    return (moment.astimezone(BAKU).toordinal() - 1) // 7


def score_of(standing: Standing, *, now: datetime) -> float:
    """How high it stands for everybody. A count of an earlier week is none."""
    this_week = standing.choices_this_week if standing.week == week_of(now) else 0
    expected = chance(standing.choices, standing.looks, USUAL, this_week, _need(standing, now))
    days = max((now - standing.published_at).total_seconds() / 86400, 0.0)
    return expected / _unknown() * freshness(days)


def _need(standing: Standing, now: datetime) -> float:
    """Places to be filled in each of the weeks that are left."""
    if standing.places is None:
        return MANY
    left = min(standing.listed_until - now, FAR) if standing.listed_until > now else timedelta(0)
    weeks = max(left / timedelta(weeks=1), 1.0)
    return max((standing.places - standing.choices) / weeks, 1.0)


def _unknown() -> float:
    return chance(0.0, 0.0, USUAL, 0.0, MANY)
