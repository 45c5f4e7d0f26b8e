"""The small forms of the profile. They read what was typed; rules and operations decide."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.age import needs_birth_date
from konullu.accounts.rules.profile import LEVELS, NEEDS, NOTE_LENGTH, PARTS_OF_DAY, read_any_phone
from konullu.accounts.rules.taxonomy import groups
from konullu.places.queries import regions_of
from konullu.platform.errors import Refusal
from konullu.platform.text import sort_key
from konullu.web.ui.fields import BIRTHDAY, DayField, DayWidget, LineField, ParagraphsField, PhoneField
from konullu.web.ui.forms import sentence
from konullu.web.ui.language_names import capital_choices, city_of, language_names
from konullu.web.volunteer.space import Space

COUNTRIES = {
    "AZ": _("Azerbaijan"),
    "KZ": _("Kazakhstan"),
    "KG": _("Kyrgyzstan"),
    "RU": _("Russia"),
    "UZ": _("Uzbekistan"),
}
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
NEAR_ZONES = (
    "Asia/Baku",
    "Asia/Almaty",
    "Asia/Bishkek",
    "Asia/Tashkent",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Asia/Tbilisi",
)
FREE_ROWS = 3


def parts_of_day() -> dict[str, str]:
    """Morning, day and evening in words. Their hours do not break at the dash in a narrow column."""
    return {code: str(words).replace("–", "\u2060–\u2060") for code, words in PARTS_OF_DAY.items()}


class Choice(forms.ChoiceField):
    default_error_messages = {
        "invalid_choice": _("Choose one from the list."),
        "required": _("Choose one from the list."),
    }


class Choices(forms.MultipleChoiceField):
    default_error_messages = {
        "invalid_choice": _("Choose from the list."),
        "invalid_list": _("Choose from the list."),
    }


class SectionForm(forms.Form):
    """standing: what is in the profile now. Some forms look different for one person than for another."""

    def __init__(self, data: Any, *, standing: dict[str, Any], space: Space, now: datetime) -> None:  # noqa: ARG002
        super().__init__(data, initial=standing)


class AboutForm(SectionForm):
    name = LineField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write your name and surname.")},
    )
    birth_date = DayField(label=_("Date of birth"), required=False, widget=DayWidget(autocomplete=BIRTHDAY))

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        # The full date is asked only when it decides something; one that is there can be corrected.
        person = about["space"].person
        if not (needs_birth_date(person, about["now"]) or person.birth_date):
            del self.fields["birth_date"]


class LettersForm(SectionForm):
    language = Choice(label=_("Language of letters"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    time_zone = Choice(label=_("Time zone"))

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        others = sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/"))
        )
        near = [(zone, city_of(zone, get_language() or "az")) for zone in NEAR_ZONES]
        rest = [(zone, zone.replace("_", " ")) for zone in others if zone not in NEAR_ZONES]
        self.fields["time_zone"].choices = [(_("Near"), near), (_("All others"), rest)]


class DistrictForm(SectionForm):
    district = Choice(label=_("District or city"), required=False, widget=forms.Select({"autocomplete": "off"}))

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        language = get_language() or "az"
        self.regions = {}
        choices: list[Any] = [("", _("No answer"))]
        for code, country in COUNTRIES.items():
            found = regions_of(code, language)
            self.regions |= {region.code: region for region in found}
            if found:
                named = [(region.code, region.names.get(language) or region.names["en"]) for region in found]
                choices.append((country, named))
        self.fields["district"].choices = choices

    def clean_district(self) -> Any:
        return self.regions.get(self.cleaned_data["district"])


class LanguagesForm(SectionForm):
    """Rows of language and level: those that stand there, and a few free ones."""

    def __init__(self, data: Any, **about: Any) -> None:
        self.rows_shown = len(about["standing"]) // 2 + FREE_ROWS
        super().__init__(data, **about)
        names = [("", _("No answer")), *language_names(get_language() or "az")]
        levels = [("", _("No answer")), *capital_choices(LEVELS)]
        for row in range(self.rows_shown):
            self.fields[f"language_{row}"] = Choice(label=_("Language"), choices=names, required=False)
            self.fields[f"level_{row}"] = Choice(label=_("How well"), choices=levels, required=False)

    @property
    def rows(self) -> Iterator[tuple[Any, Any]]:
        return ((self[f"language_{row}"], self[f"level_{row}"]) for row in range(self.rows_shown))

    def clean(self) -> dict[str, Any]:
        levels: dict[str, str] = {}
        for row in range(self.rows_shown):
            language, level = self.cleaned_data.get(f"language_{row}"), self.cleaned_data.get(f"level_{row}")
            if language and not level:
                self.add_error(f"level_{row}", _("Choose how well you speak it."))
            elif level and not language:
                self.add_error(f"language_{row}", _("Choose the language."))
            elif language in levels:
                self.add_error(f"language_{row}", _("This language is here twice. Leave it once."))
            elif language and level:
                levels[language] = level
        return {"levels": levels}


class ConceptsForm(SectionForm):
    """Skills or causes, by groups of the taxonomy."""

    kind = ""
    chosen = Choices(required=False, widget=forms.CheckboxSelectMultiple({"class": "choices--columns"}), label="")

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        language = get_language() or "az"
        alone, grouped = [], []
        for head, below in groups(self.kind):
            if self.kind == "cause":
                below = [head, *below]
            choices = [(concept.id, concept.label(language)) for concept in below]
            if len(choices) == 1:
                alone += choices
            else:
                grouped.append((head.label(language), choices))
        alone.sort(key=lambda choice: sort_key(choice[1], language))
        self.fields["chosen"].choices = [*alone, *grouped]
        self.fields["chosen"].label = self.label


class SkillsForm(ConceptsForm):
    kind = "skill"
    label = _("What can you do?")


class CausesForm(ConceptsForm):
    kind = "cause"
    label = _("What do you care for?")


class AvailabilityForm(SectionForm):
    cells = Choices(required=False, label=_("Hours of the week"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, **about: Any) -> None:
        super().__init__(data, **about)
        self.fields["cells"].choices = [(f"{day}-{part}", "") for day in range(1, 8) for part in PARTS_OF_DAY]

    @property
    def week(self) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
        """(weekday, [(value, part, is it ticked)]) for the table."""
        ticked = set(self["cells"].value() or [])
        parts = parts_of_day()
        return [
            (name, [(f"{day}-{code}", words, f"{day}-{code}" in ticked) for code, words in parts.items()])
            for day, name in enumerate(WEEKDAYS, start=1)
        ]

    def clean_cells(self) -> list[tuple[int, str]]:
        pairs = (cell.split("-") for cell in self.cleaned_data["cells"])
        return [(int(day), part) for day, part in pairs]


class EmergencyContactForm(SectionForm):
    name = LineField(label=_("Their name"), max_length=120, required=False)
    phone = PhoneField(label=_("Their phone"), required=False)
    relation = LineField(
        label=_("Who they are to you"), help_text=_("For example, sister or neighbour."), max_length=60, required=False
    )

    def clean_phone(self) -> str:
        if not self.cleaned_data["phone"]:
            return ""
        found = read_any_phone(self.cleaned_data["phone"])
        if isinstance(found, Refusal):
            raise ValidationError(sentence(found), code=found.code)
        return found

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if (typed.get("name") or typed.get("relation")) and typed.get("phone") == "":
            self.add_error("phone", _("Write the phone: without it nobody can be called."))
        if typed.get("phone") and typed.get("name") == "":
            self.add_error("name", _("Write the name: whoever calls must know whom to ask for."))
        return typed


class AccessNeedsForm(SectionForm):
    needs = Choices(
        label=_("What you need"),
        required=False,
        choices=capital_choices(NEEDS),
        widget=forms.CheckboxSelectMultiple({"class": "choices--columns"}),
    )
    note = ParagraphsField(
        label=_("In your own words"),
        help_text=_("No diagnosis, only what has to be ready."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": "3"}),
    )
    agreed = forms.BooleanField(label=_("I have read it and I agree"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if (typed.get("needs") or typed.get("note")) and not typed.get("agreed"):
            self.add_error(
                "agreed", _("These are special data: without your consent we don't keep them. Tick the box.")
            )
        return typed
