"""Is what was written sound? Lengths, known codes, orders of numbers and days. What is missing is asked later."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from konullu.accounts.rules.profile import SIGNED, SPOKEN
from konullu.opportunities.rules.details import Details, RoleDetails, Words
from konullu.opportunities.rules.filled import said_in_any
from konullu.opportunities.rules.goals import MOST, all_goals
from konullu.opportunities.rules.kinds import refusals_to_fields, where_for
from konullu.opportunities.rules.numbers import refusals_to_numbers
from konullu.opportunities.rules.taxonomy import concepts, targets
from konullu.opportunities.words import Hazard, Paper, Provided, State
from konullu.organisations.directions import BY_CODE as DIRECTIONS
from konullu.organisations.rules.contact import PublicContact, read_public_contact
from konullu.platform.errors import Refusal
from konullu.platform.text import TextRefused, clean_line, clean_text

LANGUAGES = ("az", "en", "ru", "kk", "uz", "ky")  # in which one may write
MOST_CODES = 12
MOST_ROLES = 20
LENGTHS: dict[str, int] = {
    "title": 120,
    "summary": 300,
    "text": 6000,
    "schedule": 300,
    "place_note": 300,
    "bring": 1500,
    "gives": 1500,
    "courses": 1500,
    "afterwards": 2000,
    "picture_text": 200,
    "address": 200,
    "contact_name": 120,
    "external_url": 500,
    "names": 80,
    "details": 600,
}
_LINES = {"text", "bring", "gives", "courses", "afterwards", "details"}  # may have several lines


def cleaned(details: Details) -> Details:
    """The same with white space tidied, contacts and addresses in their one form, empty wordings left out, goals set.

    What can't be cleaned stays as it was written; refusals_to_write says what is wrong with it.
    """
    words = {language: _clean_words(words) for language, words in details.wordings.items()}
    contact = _contact(details)
    goals = all_goals(details)
    changes: dict[str, Any] = {
        "wordings": {language: one for language, one in words.items() if not one.is_empty},
        "roles": tuple(_clean_role(role) for role in details.roles if _says_something(role)),
        "address": _clean("address", details.address),
        "contact_name": _clean("contact_name", details.contact_name),
        "primary_goal": goals[0] if goals else None,
        "goals": tuple(goals[1:]),
    }
    if isinstance(contact, PublicContact):
        changes |= {"contact_email": contact.email, "contact_phone": contact.phone, "external_url": contact.website}
    for name in ("causes", "skills", "requirements", "accessibility", "rewards", "targets", "languages"):
        changes[name] = tuple(dict.fromkeys(getattr(details, name)))
    for name in ("papers", "hazards", "provided"):
        changes[name] = tuple(str(code) for code in dict.fromkeys(getattr(details, name)))
    return replace(details, **changes)


def refusals_to_edit(*, state: str, changes_kind: bool = False) -> list[Refusal]:
    """May it be changed in this state?"""
    if state == State.SUBMITTED:
        return [
            Refusal(
                code="opportunities.with_the_union",
                text=_("The Union is reading it now."),
                next_step=_("Take it back first, then change it and send it again."),
            )
        ]
    if state == State.ARCHIVED:
        return [
            Refusal(
                code="opportunities.archived",
                text=_("It is in the archive."),
                next_step=_("Take it out of the archive, or make a copy of it."),
            )
        ]
    if changes_kind and state in (State.PUBLISHED, State.CLOSED):
        return [
            Refusal(
                code="opportunities.kind_is_public",
                text=_("It is public: people count on what kind it is."),
                next_step=_("Make a copy and choose another kind there."),
                field="kind",
            )
        ]
    return []


def refusals_to_write(details: Details) -> list[Refusal]:
    """All that is wrong with what was written, each at its field."""
    return [
        *_refusals_to_languages(details),
        *_refusals_to_texts(details),
        *refusals_to_fields(details, said_in_any(details)),
        *_refusals_to_codes(details),
        *_refusals_to_contact(details),
        *refusals_to_numbers(details),
        *_refusals_to_roles(details),
    ]


@cache
def _time_zones() -> frozenset[str]:
    """Read once: it looks through hundreds of files."""
    return frozenset(available_timezones())


def unknown_code(field: str) -> Refusal:
    return Refusal(
        code="opportunities.unknown_choice",
        text=_("This choice does not exist."),
        next_step=_("Choose from the list."),
        field=field,
    )


def _refusals_to_languages(details: Details) -> Iterator[Refusal]:
    if details.main_language not in LANGUAGES:
        yield unknown_code("main_language")
    if not set(details.wordings) <= set(LANGUAGES):
        yield unknown_code("wordings")
    if details.time_zone not in _time_zones():
        yield unknown_code("time_zone")
    for language in (details.main_language, *details.wordings):
        words = details.wordings.get(language, Words())
        if not words.title and (language == details.main_language or not words.is_empty):
            yield Refusal(
                code="opportunities.title_missing",
                text=_("There is no title."),
                next_step=_("Say in a few words what it is."),
                field=_field(details, language, "title"),
            )
            if language == details.main_language:
                return


def _refusals_to_texts(details: Details) -> Iterator[Refusal]:
    for language, words in details.wordings.items():
        for item in fields(Words):
            yield from _refusals_to_text(item.name, getattr(words, item.name), _field(details, language, item.name))
    for name in ("address", "contact_name"):
        yield from _refusals_to_text(name, getattr(details, name), name)


def _refusals_to_text(name: str, text: str, field: str) -> Iterator[Refusal]:
    try:
        (clean_text if name in _LINES else clean_line)(text, LENGTHS[name])
    except TextRefused as problem:
        yield Refusal(
            code=f"opportunities.text_{problem.code}",
            text=str(problem.message),
            next_step=_("Change it here, everything else stays as it is."),
            field=field,
        )


def _refusals_to_codes(details: Details) -> Iterator[Refusal]:
    """Codes outside their lists, more of one list than anybody reads, a direction that the law does not name."""
    known: dict[str, Collection[str]] = {
        "causes": concepts("cause"),
        "skills": concepts("skill"),
        "requirements": concepts("requirement"),
        "accessibility": concepts("accessibility"),
        "rewards": concepts("reward"),
        "targets": targets(),
        "papers": list(Paper),
        "hazards": list(Hazard),
        "provided": list(Provided),
    }
    for name, codes in known.items():
        chosen = getattr(details, name)
        if not set(chosen) <= set(codes):
            yield unknown_code(name)
        elif len(chosen) > MOST_CODES:
            yield _too_many(name, MOST_CODES)
    if details.direction and details.direction not in DIRECTIONS:
        yield unknown_code("direction")
    if details.where not in (where_for(details.kind) or [details.where]):
        yield unknown_code("where")
    goals = all_goals(details)
    if not set(goals) <= set(range(1, 18)):
        yield unknown_code("goals")
    elif len(goals) > MOST:
        yield _too_many("goals", MOST)
    elif not {code.split(".")[0] for code in details.targets} <= {str(goal) for goal in goals}:
        yield Refusal(
            code="opportunities.target_of_other_goal",
            text=_("A target belongs to a goal that is not chosen."),
            next_step=_("Choose its goal too, or leave the target out."),
            field="targets",
        )
    if not set(details.languages) <= _KNOWN_LANGUAGES or len(details.languages) > MOST_CODES:
        yield unknown_code("languages")


_KNOWN_LANGUAGES = frozenset((*SPOKEN, *SIGNED))


def _too_many(field: str, most: int) -> Refusal:
    return Refusal(
        code="opportunities.too_many",
        text=_("More than %(most)d are chosen.") % {"most": most},
        next_step=_("Keep the most important ones."),
        field=field,
    )


_CONTACT_FIELDS = {"email": "contact_email", "phone": "contact_phone", "website": "external_url"}


def _contact(details: Details) -> PublicContact | list[Refusal]:
    return read_public_contact(email=details.contact_email, phone=details.contact_phone, website=details.external_url)


def _refusals_to_contact(details: Details) -> list[Refusal]:
    read = _contact(details)
    if isinstance(read, PublicContact):
        return []
    return [replace(refusal, field=_CONTACT_FIELDS.get(refusal.field or "", refusal.field)) for refusal in read]


def _refusals_to_roles(details: Details) -> Iterator[Refusal]:
    if len(details.roles) > MOST_ROLES:
        yield _too_many("roles", MOST_ROLES)
        return
    for index, role in enumerate(details.roles):
        at = f"roles-{index}"
        if not role.names.get(details.main_language):
            yield Refusal(
                code="opportunities.role_name_missing",
                text=_("This role has no name."),
                next_step=_("Name the work, as “Guide” or “Driver”, or remove the role."),
                field=f"{at}-names",
            )
        for name in ("names", "details"):
            for text in getattr(role, name).values():
                yield from _refusals_to_text(name, text, f"{at}-{name}")
        if not set(role.skills) <= set(concepts("skill")) or len(role.skills) > MOST_CODES:
            yield unknown_code(f"{at}-skills")
        if not set(role.languages) <= _KNOWN_LANGUAGES or len(role.languages) > MOST_CODES:
            yield unknown_code(f"{at}-languages")
        if not set(role.names) | set(role.details) <= set(LANGUAGES):
            yield unknown_code(f"{at}-names")


def _field(details: Details, language: str, name: str) -> str:
    """A field of the words as the form names it: plain in the main language, "ru-title" in another."""
    return name if language == details.main_language else f"{language}-{name}"


def _clean(name: str, text: str) -> str:
    clean: Callable[[str, int], str] = clean_text if name in _LINES else clean_line
    try:
        return clean(text, LENGTHS[name])
    except TextRefused:
        return text


def _clean_words(words: Words) -> Words:
    return Words(**{item.name: _clean(item.name, getattr(words, item.name)) for item in fields(Words)})


def _clean_role(role: RoleDetails) -> RoleDetails:
    return replace(
        role,
        names={language: text for language, one in role.names.items() if (text := _clean("names", one))},
        details={language: text for language, one in role.details.items() if (text := _clean("details", one))},
    )


def _says_something(role: RoleDetails) -> bool:
    return any(role.names.values()) or any(role.details.values()) or role.places is not None
