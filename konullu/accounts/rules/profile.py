"""What may stand in a profile, which sections it has, and why each is asked."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.age import refusals_to_take_birth_date
from konullu.accounts.rules.taxonomy import concepts
from konullu.platform.errors import Refusal

if TYPE_CHECKING:
    from konullu.accounts.models import Person

# ISO 639 codes: the languages of the five countries and those that guests most often bring.
SPOKEN = ("az", "ru", "en", "tr", "ka", "lez", "tly", "av", "tat", "ttt", "kk", "uz", "ky", "tk", "tg", "uk", "fa",
          "ar", "de", "fr", "es", "it", "zh", "ja", "ko", "he", "hi", "ur")  # fmt: skip
SIGNED = ("sgn-az", "rsl")
LANGUAGES_AT_MOST = 12

# The bands of the Common European Framework of Reference for Languages, and the mother tongue.
LEVELS: dict[str, Promise] = {
    "basic": _("a little (A1–A2)"),
    "independent": _("well enough to work (B1–B2)"),
    "fluent": _("fluently (C1–C2)"),
    "native": _("mother tongue"),
}

PARTS_OF_DAY: dict[str, Promise] = {
    "morning": _("morning, 8–12"),
    "day": _("day, 12–17"),
    "evening": _("evening, 17–22"),
}

NEEDS: dict[str, Promise] = {
    "step_free": _("a way without steps"),
    "accessible_toilet": _("an accessible toilet"),
    "sign_language": _("a sign language interpreter"),
    "captions": _("captions or written text"),
    "large_print": _("large print"),
    "screen_reader": _("files that a screen reader can read"),
    "guide": _("a guide or assistant beside me"),
    "guide_dog": _("room for a guide dog"),
    "quiet": _("a quiet room"),
    "breaks": _("more breaks"),
    "sitting": _("work that can be done sitting"),
    "food": _("food without what I must not eat"),
    "medicine": _("a cool place for medicine"),
}
NOTE_LENGTH = 500

# Section -> why we ask. Everything is optional; a section that is empty stands in nobody's way.
REASONS: dict[str, Promise] = {
    "about": _("Your name stands in contracts and certificates, so write it as in your identity document."),
    "birth_date": _("By the year alone it is not certain which rules of age hold for you."),
    "letters": _("Letters come in this language, and times are shown for this time zone."),
    "district": _("We show work near you first."),
    "languages": _("Guests, refugees and older people often look for somebody who speaks their language."),
    "skills": _("A coordinator finds you for work that you know how to do."),
    "causes": _("We show first what you care for."),
    "availability": _("We offer shifts at hours that suit you."),
    "emergency_contact": _(
        "If something happens to you at work, the coordinator calls this person. Nobody else sees it."
    ),
    "access_needs": _("So that the place is ready when you come. We don't ask for a diagnosis."),
}


def read_any_phone(text: str) -> str | Refusal:
    """A phone of any kind and country as E.164, or why it can't be one. A landline will do: it is for a call."""
    try:
        number = phonenumbers.parse(text[:60], "AZ")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        return Refusal(
            code="accounts.phone_unreadable",
            text=_("This is not a phone number that can be called."),
            next_step=_("Write it with the code of the town or the operator; of another country with + and its code."),
            field="phone",
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def refusals_to_save_about(*, person: "Person", name: str, birth_date: date | None, day: date) -> list[Refusal]:
    """A verified identity locks name and birth date; else the date must fit the year that was given."""
    locked = person.identity_verified_at is not None
    if locked and (name != person.name or birth_date != person.birth_date):
        return [
            Refusal(
                code="accounts.identity_locked",
                text=_("Your name and birth date were confirmed by your national identity."),
                next_step=_("To change them, send a request; staff of the Union decide."),
                next_url_name="volunteer:name_change",
            )
        ]
    if person.birth_date is not None and birth_date is None:
        return [
            Refusal(
                code="accounts.birth_date_stays",
                text=_("A birth date that was given can be corrected, but not taken away."),
                next_step=_("Write the date as it stands in the identity document."),
                field="birth_date",
            )
        ]
    if birth_date is None:
        return []
    return refusals_to_take_birth_date(birth_year=person.birth_year, birth_date=birth_date, day=day)


def refusals_to_save_languages(levels: Mapping[str, str]) -> list[Refusal]:
    """levels: language code -> level."""
    if len(levels) > LANGUAGES_AT_MOST:
        return [
            Refusal(
                code="accounts.too_many_languages",
                text=_("There is room for twelve languages."),
                next_step=_("Leave those in which you can really help."),
                field="languages",
            )
        ]
    return []


def refusals_to_save_interests(*, kind: str, chosen: Collection[str]) -> list[Refusal]:
    """Only concepts of the taxonomy."""
    if set(chosen) <= concepts(kind).keys():
        return []
    return [
        Refusal(
            code="accounts.concept_unknown",
            text=_("The list has something that we don't know."),
            next_step=_("Open the page again and choose from its list."),
        )
    ]
