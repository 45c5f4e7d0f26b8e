"""Directions of voluntary activity: law 828-IIIQ art. 3.0.1 to 3.0.11, each with the motif and the dye of its cover.

The list of the law goes on after 3.0.11; the later points have not been read and are not here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Direction:
    """One direction. `article` is its point in the law, motif and dye are names of web/ui's knot charts and dyes."""

    code: str
    label: Promise
    detail: Promise
    motif: str
    dye: str

    @property
    def article(self) -> str:
        return f"828-IIIQ, {self.code}"


DIRECTIONS: tuple[Direction, ...] = (
    Direction(
        code="3.0.1",
        label=_("Social help"),
        detail=_(
            "People with disabilities, lonely and older people, low-income families, refugees and displaced people"
        ),
        motif="insan",
        dye="nar",
    ),
    Direction(
        code="3.0.2",
        label=_("Humanism and tolerance"),
        detail=_("Spreading the ideas of humanism, tolerance and peace"),
        motif="gol",
        dye="xezer",
    ),
    Direction(
        code="3.0.3",
        label=_("Consumer rights"),
        detail=_("Protecting the rights of consumers"),
        motif="gol",
        dye="qoz",
    ),
    Direction(
        code="3.0.4",
        label=_("Legal and cultural education"),
        detail=_("Helping people to know their rights and their culture"),
        motif="kitab",
        dye="indiqo",
    ),
    Direction(
        code="3.0.5",
        label=_("Education of children and youth"),
        detail=_("Education and development of children and young people"),
        motif="kitab",
        dye="indiqo",
    ),
    Direction(
        code="3.0.6",
        label=_("Sport"),
        detail=_("Physical culture and sport, competitions"),
        motif="ulduz",
        dye="nar",
    ),
    Direction(
        code="3.0.7",
        label=_("Information on diseases"),
        detail=_("Informing people about diseases and epidemics"),
        motif="nar",
        dye="zeferan",
    ),
    Direction(
        code="3.0.8",
        label=_("Healthy life"),
        detail=_("Spreading a healthy way of life"),
        motif="nar",
        dye="zeferan",
    ),
    Direction(
        code="3.0.9",
        label=_("Environment"),
        detail=_("Protecting nature and the environment"),
        motif="agac",
        dye="zeytun",
    ),
    Direction(
        code="3.0.10",
        label=_("Heritage"),
        detail=_("Historical and cultural monuments, national heritage"),
        motif="buynuz",
        dye="qoz",
    ),
    Direction(
        code="3.0.11",
        label=_("Emergencies"),
        detail=_("Help after disasters, accidents, fires, epidemics and armed conflict"),
        motif="qus",
        dye="indiqo",
    ),
)

BY_CODE: dict[str, Direction] = {direction.code: direction for direction in DIRECTIONS}


def named(codes: list[str]) -> list[Direction]:
    """The directions of these codes, in the order of the law; unknown codes are left out."""
    return [direction for direction in DIRECTIONS if direction.code in codes]
