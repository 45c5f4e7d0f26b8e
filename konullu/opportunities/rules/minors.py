"""What people under 18 may not do. Our reading of the Labour Code as a safe default, until a jurist confirms it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konullu.opportunities.rules.details import Details
from konullu.opportunities.words import Hazard
from konullu.platform.errors import Refusal

FULL_AGE = 18  # Civil Code art. 28


@dataclass(frozen=True, kw_only=True)
class Ban:
    """A danger that is not for minors. confirmed: has a jurist read it so?"""

    article: str
    confirmed: bool = False


# Volunteering is not employment: what the Labour Code forbids to minors at work is taken as the measure here.
NOT_FOR_MINORS: dict[Hazard, Ban] = {
    Hazard.HEAVY_LIFTING: Ban(article="Labour Code, 251"),
    Hazard.HARMFUL: Ban(article="Labour Code, 250"),
    Hazard.HEIGHT: Ban(article="Labour Code, 250"),
    Hazard.UNDERGROUND: Ban(article="Labour Code, 250"),
    Hazard.MACHINES: Ban(article="Labour Code, 250"),
    Hazard.NIGHT: Ban(article="Labour Code, 250"),
    Hazard.ALCOHOL_TOBACCO: Ban(article="Labour Code, 250"),
    Hazard.DISASTER: Ban(article="KZ 42-VI, 12.2-1"),
}


def bans(hazards: Collection[str]) -> list[Hazard]:
    """Those of the dangers that are not for minors."""
    return [hazard for hazard in NOT_FOR_MINORS if hazard in hazards]


def refusals_to_age(details: Details) -> list[Refusal]:
    """With certain dangers, only people of full age may be called."""
    banned = bans(details.hazards)
    if not banned or (details.age_min or 0) >= FULL_AGE:
        return []
    return [
        Refusal(
            code="opportunities.not_for_minors",
            text=_("This danger is not for people under 18: %(danger)s.") % {"danger": banned[0].label},
            next_step=_("Write 18 as the youngest age, or take the dangerous work out."),
            field="age_min",
            article=NOT_FOR_MINORS[banned[0]].article,
        )
    ]
