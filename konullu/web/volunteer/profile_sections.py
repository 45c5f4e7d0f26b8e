"""The sections of the profile: what each is called, why it is asked, its form, and the operation that saves it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konullu.accounts.operations import needs
from konullu.accounts.operations import profile as operations
from konullu.accounts.queries.profile import Profile, emergency_contact_of, profile_of
from konullu.accounts.rules.profile import LEVELS, REASONS
from konullu.web.ui.dates import plain_day
from konullu.web.ui.language_names import city_of, language_names
from konullu.web.volunteer import profile_forms as forms
from konullu.web.volunteer.space import Space

type Standing = Callable[[Space, datetime], dict[str, Any]]
type Saving = Callable[[Space, dict[str, Any], datetime], object]


@dataclass(frozen=True, kw_only=True)
class Section:
    key: str
    path: str
    title: Promise
    form: type[forms.SectionForm]
    standing: Standing
    save: Saving
    seen: Sequence[str]  # what a guardian reads by opening it (rules.access.FIELDS)
    template: str = "volunteer/section.html"

    @property
    def why(self) -> Promise:
        return REASONS[self.key]


def _about(space: Space, _now: datetime) -> dict[str, Any]:
    return {"name": space.person.name, "birth_date": space.person.birth_date}


def _letters(space: Space, _now: datetime) -> dict[str, Any]:
    return {"language": space.person.language, "time_zone": space.person.time_zone}


def _district(space: Space, _now: datetime) -> dict[str, Any]:
    return {"district": space.person.district_id or ""}


def _languages(space: Space, _now: datetime) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for row, (language, level) in enumerate(profile_of(space.person).languages.items()):
        rows |= {f"language_{row}": language, f"level_{row}": level}
    return rows


def _skills(space: Space, _now: datetime) -> dict[str, Any]:
    return {"chosen": [concept.id for concept in profile_of(space.person).skills]}


def _causes(space: Space, _now: datetime) -> dict[str, Any]:
    return {"chosen": [concept.id for concept in profile_of(space.person).causes]}


def _availability(space: Space, _now: datetime) -> dict[str, Any]:
    return {"cells": [f"{day}-{part}" for day, part in profile_of(space.person).availability]}


def _emergency_contact(space: Space, _now: datetime) -> dict[str, Any]:
    return asdict(emergency_contact_of(space.person))


def _access_needs(space: Space, now: datetime) -> dict[str, Any]:
    return asdict(needs.read_own(person=space.person, reader=space.reader, now=now))


def _save_about(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_about(
        person=space.person,
        by=space.reader,
        name=typed["name"],
        birth_date=typed.get("birth_date", space.person.birth_date),
        now=now,
    )


def _save_letters(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_letters(person=space.person, by=space.reader, now=now, **typed)


def _save_district(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_district(person=space.person, by=space.reader, district=typed["district"], now=now)


def _save_languages(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_languages(person=space.person, by=space.reader, levels=typed["levels"], now=now)


def _save_skills(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_interests(person=space.person, by=space.reader, kind="skill", chosen=typed["chosen"], now=now)


def _save_causes(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_interests(person=space.person, by=space.reader, kind="cause", chosen=typed["chosen"], now=now)


def _save_availability(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_availability(person=space.person, by=space.reader, cells=typed["cells"], now=now)


def _save_emergency_contact(space: Space, typed: dict[str, Any], now: datetime) -> None:
    operations.save_emergency_contact(person=space.person, by=space.reader, now=now, **typed)


def _save_access_needs(space: Space, typed: dict[str, Any], now: datetime) -> None:
    needs.save(
        person=space.person,
        by=space.reader,
        needs=typed["needs"],
        note=typed["note"],
        language=get_language() or "az",
        now=now,
    )


SECTIONS = {
    section.key: section
    for section in (
        Section(
            key="about",
            path="about",
            title=_("Name and date of birth"),
            form=forms.AboutForm,
            standing=_about,
            save=_save_about,
            seen=("name", "birth_date"),
        ),
        Section(
            key="letters",
            path="letters",
            title=_("Language and time zone"),
            form=forms.LettersForm,
            standing=_letters,
            save=_save_letters,
            seen=("language",),
        ),
        Section(
            key="district",
            path="district",
            title=_("District"),
            form=forms.DistrictForm,
            standing=_district,
            save=_save_district,
            seen=("district",),
        ),
        Section(
            key="languages",
            path="languages",
            title=_("Languages"),
            form=forms.LanguagesForm,
            standing=_languages,
            save=_save_languages,
            seen=("languages",),
            template="volunteer/section_languages.html",
        ),
        Section(
            key="skills",
            path="skills",
            title=_("Skills"),
            form=forms.SkillsForm,
            standing=_skills,
            save=_save_skills,
            seen=("skills",),
        ),
        Section(
            key="causes",
            path="interests",
            title=_("Interests"),
            form=forms.CausesForm,
            standing=_causes,
            save=_save_causes,
            seen=("causes",),
        ),
        Section(
            key="availability",
            path="free-time",
            title=_("Free time"),
            form=forms.AvailabilityForm,
            standing=_availability,
            save=_save_availability,
            seen=("availability",),
            template="volunteer/section_availability.html",
        ),
        Section(
            key="emergency_contact",
            path="emergency-contact",
            title=_("Emergency contact"),
            form=forms.EmergencyContactForm,
            standing=_emergency_contact,
            save=_save_emergency_contact,
            seen=("emergency_contact",),
        ),
        Section(
            key="access_needs",
            path="needs",
            title=_("What I need to take part"),
            form=forms.AccessNeedsForm,
            standing=_access_needs,
            save=_save_access_needs,
            seen=(),  # operations.needs records every reading itself
            template="volunteer/section_needs.html",
        ),
    )
}


@dataclass(frozen=True)
class Part:
    """One section on the overview. values: what stands there, in words; empty when nothing does."""

    section: Section
    values: list[str]


def overview_of(profile: Profile) -> list[Part]:
    """Every section with what stands in it. The two sealed ones say only that they are filled."""
    language, person = get_language() or "az", profile.person
    district = person.district
    names = dict(language_names(language))
    days = {day for day, _part in profile.availability}
    values = {
        "about": [
            person.name,
            *([plain_day(person.birth_date, language)] if person.birth_date else [str(person.birth_year)]),
        ],
        "letters": [dict(settings.LANGUAGES)[person.language], city_of(person.time_zone, language)],
        "district": [district.names.get(language) or district.names["en"]] if district else [],
        "languages": [f"{names.get(code, code)}: {LEVELS[level]}" for code, level in profile.languages.items()],
        "skills": [concept.label(language) for concept in profile.skills],
        "causes": [concept.label(language) for concept in profile.causes],
        "availability": [
            f"{forms.WEEKDAYS[day - 1]}: "
            + "; ".join(words for part, words in forms.parts_of_day().items() if (day, part) in profile.availability)
            for day in sorted(days)
        ],
        "emergency_contact": [str(_("Kept sealed"))] if profile.has_emergency_contact else [],
        "access_needs": [str(_("Kept sealed"))] if profile.has_access_needs else [],
    }
    return [Part(section, [str(value) for value in values[section.key]]) for section in SECTIONS.values()]
