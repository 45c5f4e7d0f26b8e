"""Is it the same once more? Same title, place and day, however they are written."""

import re
from dataclasses import dataclass
from datetime import date

from konullu.platform.text import fold


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What two opportunities are compared by. titles: in all languages."""

    titles: frozenset[str]
    region: str
    is_remote: bool
    day: date | None


def likeness(*, titles: list[str], region: str, is_remote: bool, day: date | None) -> Likeness:
    return Likeness(titles=frozenset(filter(None, map(plain, titles))), region=region, is_remote=is_remote, day=day)


def plain(title: str) -> str:
    """Folded, letters and digits only: “Şəkidə ağacəkmə!” and "Sekide agacekme" are one."""
    return re.sub(r"[^\w]+", " ", fold(title)).strip()


def is_same(one: Likeness, other: Likeness) -> bool:
    """Does it look like the same offer?"""
    return (
        bool(one.titles & other.titles)
        and one.day == other.day
        and (one.region == other.region or (one.is_remote and other.is_remote))
    )
