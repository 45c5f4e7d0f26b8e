"""What each kind asks: one table. A field that is not in a kind's line does not belong to it and stays empty."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from konullu.opportunities.rules.details import Details, Words
from konullu.opportunities.words import VOLUNTEERING, Kind, Provided, Where
from konullu.organisations.words import LegalForm
from konullu.platform.errors import Refusal

# The fields of Details and of Words (they share no name), in the order of the form's sections.
SECTIONS: dict[str, tuple[str, ...]] = {
    "words": ("title", "summary", "text", "direction", "causes", "primary_goal", "goals", "targets"),
    "when": (
        "starts_at",
        "ends_at",
        "all_day",
        "time_zone",
        "schedule",
        "weekly_hours_min",
        "weekly_hours_max",
        "apply_until",
    ),
    "where": ("where", "region_code", "address", "latitude", "longitude", "place_note", "accessibility"),
    "who": (
        "places",
        "roles",
        "age_min",
        "age_max",
        "languages",
        "skills",
        "requirements",
        "courses",
        "papers",
        "hazards",
        "bring",
    ),
    "gives": ("provided", "rewards", "gives"),
    "after": ("afterwards", "answer_days", "contact_name", "contact_email", "contact_phone", "external_url"),
}
SECTION_OF: dict[str, str] = {name: section for section, names in SECTIONS.items() for name in names}
WORDS = frozenset(Words.__dataclass_fields__)

_ALWAYS = set(SECTION_OF) - {
    "weekly_hours_min",
    "weekly_hours_max",
    "hazards",
    "roles",
    "bring",
    "courses",
    "starts_at",
    "ends_at",
    "all_day",
    "region_code",
    "address",
    "latitude",
    "longitude",
    "place_note",
    "where",
}
_PLACE = {"where", "region_code", "address", "latitude", "longitude", "place_note"}
_DAYS = {"starts_at", "ends_at", "all_day"}
_HOURS = {"weekly_hours_min", "weekly_hours_max"}
_WORK = {"hazards", "roles", "bring", "courses"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind. needed: must be there before publishing; asked: belongs to the form. "place" and "contact" are met by
    any of several fields (see rules.publishing)."""

    needed: frozenset[str]
    asked: frozenset[str]


def _line(needed: str, *more: set[str]) -> Line:
    asked = set().union(_ALWAYS, *more)
    return Line(needed=frozenset({"title", "summary", "text", "contact", *needed.split()}), asked=frozenset(asked))


TABLE: dict[Kind, Line] = {
    Kind.ONE_TIME: _line("direction starts_at ends_at places place", _PLACE, _DAYS, _WORK),
    Kind.ONGOING: _line("direction schedule weekly_hours_max place", _PLACE, _DAYS, _HOURS, _WORK),
    Kind.COHORT: _line(
        "direction starts_at ends_at apply_until places weekly_hours_max afterwards place",
        _PLACE,
        _DAYS,
        _HOURS,
        _WORK,
    ),
    Kind.MICRO: _line("direction apply_until", {"where", "roles", "courses"}),
    Kind.TRAINING: _line("starts_at place", _PLACE, _DAYS, _HOURS, {"hazards", "bring"}),
    Kind.INTERNSHIP: _line("apply_until weekly_hours_max place", _PLACE, _DAYS, _HOURS, {"hazards", "bring"}),
    Kind.GRANT: _line("apply_until gives", _DAYS, {"region_code"}),
    Kind.SCHOLARSHIP: _line("apply_until gives", _DAYS, {"region_code"}),
    Kind.COMPETITION: _line("apply_until", _PLACE, _DAYS, {"bring"}),
    Kind.EXCHANGE: _line("starts_at ends_at apply_until place", _PLACE, _DAYS, _WORK - {"roles"}),
    Kind.EVENT: _line("starts_at place", _PLACE, _DAYS, {"hazards", "bring"}),
}

# What a field holds when it says nothing; everything else is empty as "", (), None or False.
_NOTHING: dict[str, Any] = {name: field.default for name, field in Details.__dataclass_fields__.items()}


def kinds_for(legal_form: str) -> list[Kind]:
    """The kinds that such an organisation may offer: a company only those for young people (law 828-IIIQ art. 2.3)."""
    if legal_form == LegalForm.COMPANY:
        return [kind for kind in Kind if kind not in VOLUNTEERING]
    return list(Kind)


def asks(kind: Kind, name: str) -> bool:
    """Does the form of this kind ask the field?"""
    return name in TABLE[kind].asked


def provided_for(kind: Kind) -> list[Provided]:
    """What may be given: money only to the young people's kinds, for a volunteer is unpaid (828-IIIQ art. 2.4)."""
    return [word for word in Provided if word != Provided.STIPEND or kind not in VOLUNTEERING]


def where_for(kind: Kind) -> list[Where]:
    """Where it may happen: a small task online is from home, a stay elsewhere is at a place."""
    fixed = {Kind.MICRO: [Where.REMOTE], Kind.EXCHANGE: [Where.ON_SITE], Kind.GRANT: [], Kind.SCHOLARSHIP: []}
    return fixed.get(kind, list(Where))


def fitted(details: Details, kind: Kind) -> Details:
    """The details for another kind: what does not belong to it is emptied."""
    asked = TABLE[kind].asked
    changes = {name: _NOTHING[name] for name in SECTION_OF if name not in asked | WORDS and name in _NOTHING}
    changes["roles"] = details.roles if "roles" in asked else ()
    possible = where_for(kind)
    where = details.where if details.where in possible else (possible or [Where.REMOTE])[0]
    silent = dict.fromkeys(WORDS - asked - {"picture_text"}, "")
    return replace(
        details,
        **{
            **changes,
            "kind": kind,
            "where": where,
            "provided": tuple(code for code in details.provided if code in provided_for(kind)),
            "wordings": {language: replace(words, **silent) for language, words in details.wordings.items()},
        },
    )


def refusals_to_kind(*, kind: str, legal_form: str) -> list[Refusal]:
    """May an organisation of this legal form offer this kind?"""
    if kind in kinds_for(legal_form):
        return []
    return [
        Refusal(
            code="opportunities.kind_not_for_company",
            text=_("A commercial company is not an organiser of voluntary activity (law 828-IIIQ, art. 2.3)."),
            next_step=_("Choose one of the kinds for young people: a training, an internship, a grant and so on."),
            field="kind",
            article="828-IIIQ, 2.3",
        )
    ]


def refusals_to_fields(details: Details, filled: Collection[str]) -> list[Refusal]:
    """What is filled in (names of fields) but does not belong to the kind; money for volunteers among it."""
    refusals = [
        Refusal(
            code="opportunities.field_not_for_kind",
            text=_("This does not belong to the kind “%(kind)s”.") % {"kind": details.kind.label},
            next_step=_("Empty it, or choose another kind."),
            field=name,
        )
        for name in SECTION_OF
        if name in filled and name not in TABLE[details.kind].asked
    ]
    if not set(details.provided) <= set(provided_for(details.kind)):
        refusals.append(
            Refusal(
                code="opportunities.no_pay",
                text=_("Volunteers get no money beside the reimbursement of costs."),
                next_step=_("Leave out the money award, or choose a kind for young people."),
                field="provided",
                article="828-IIIQ, 2.4",
            )
        )
    return refusals
