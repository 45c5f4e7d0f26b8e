"""The first page of the form: what, when, where, for whom. With it alone an opportunity can be published."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konullu.opportunities.rules.details import Details, Words
from konullu.opportunities.rules.kinds import TABLE, where_for
from konullu.opportunities.rules.writing import LENGTHS
from konullu.opportunities.words import Where
from konullu.organisations.directions import DIRECTIONS
from konullu.organisations.queries.public import district_codes
from konullu.places.queries import name_in, region_by_code, regions_of
from konullu.web.office import opportunity_times as times
from konullu.web.office.map_point import MapPointField, written_point
from konullu.web.office.opportunity_forms import SectionForm, fill
from konullu.web.ui.calendar_fields import CalendarField, ClockField, CountField
from konullu.web.ui.fields import LineField, ParagraphsField, PhoneField

COUNTRY = "AZ"
# Those fields that are words of the main language.
SAID = ("title", "summary", "text", "schedule", "place_note", "gives", "afterwards")


class BasicsForm(SectionForm):
    groups = (
        (_("What"), ("title", "summary", "text", "direction", "gives", "external_url")),
        (
            _("When"),
            (
                "start_date",
                ("start_time", "end_time"),
                "end_date",
                "schedule",
                ("hours_min", "hours_max"),
                "apply_until",
                "afterwards",
            ),
        ),
        (_("Where"), ("where", "region", "address", "place_note", "point")),
        (_("For whom"), ("places", "age_min", "age_max")),
        (pgettext_lazy("section", "Contact"), ("contact_name", "contact_phone", "contact_email")),
    )

    rare = frozenset(
        {"external_url", "end_date", "schedule", "apply_until", "place_note", "point", "hours_min", "age_max"}
    )

    title = LineField(
        label=_("What is it called?"),
        max_length=120,
        error_messages={"required": _("Write what it is called.")},
    )
    summary = LineField(
        label=_("In one sentence"),
        help_text=_("People read it in the list, before they open the page."),
        max_length=300,
        required=False,
    )
    text = ParagraphsField(
        label=_("What will people do?"),
        help_text=_("The work, the conditions, what one has to know. An empty line begins a new paragraph."),
        max_length=LENGTHS["text"],
        rows=6,
        required=False,
    )
    direction = forms.ChoiceField(
        label=_("Direction of activity"),
        help_text=_("As the law on voluntary activity names it (art. 3)."),
        required=False,
    )
    gives = ParagraphsField(
        label=_("What does one get?"),
        help_text=_("One thing on each line."),
        max_length=LENGTHS["gives"],
        rows=3,
        required=False,
    )
    external_url = LineField(
        label=_("Page where people apply"),
        help_text=_("When they apply on your own site, not here."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
    )
    start_date = CalendarField(label=_("First day"), required=False)
    end_date = CalendarField(label=_("Last day"), required=False)
    start_time = ClockField(label=pgettext_lazy("clock", "From"), required=False)
    end_time = ClockField(label=pgettext_lazy("clock", "Until"), required=False)
    schedule = LineField(
        label=_("When, in words"),
        help_text=_("For example: Saturdays from 10 to 13."),
        max_length=300,
        required=False,
    )
    hours_min = CountField(label=_("Hours a week, at least"), most=60, required=False)
    hours_max = CountField(label=_("Hours a week, at most"), most=60, required=False)
    apply_until = CalendarField(label=_("Last day to apply"), required=False)
    afterwards = ParagraphsField(
        label=_("What happens after they apply?"),
        help_text=_("One step on each line: we call you; you sign the contract; we meet at the bridge."),
        max_length=LENGTHS["afterwards"],
        rows=4,
        required=False,
    )
    where = forms.ChoiceField(
        label=pgettext_lazy("question", "Where?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it takes place.")},
    )
    region = forms.ChoiceField(label=_("District or city"), required=False)
    address = LineField(
        label=_("Address or meeting point"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    place_note = LineField(label=_("How to find it"), max_length=300, required=False)
    point = MapPointField(
        label=_("Point on the map"),
        help_text=_("Two numbers or a link copied from a map. Empty: the middle of the district stands for it."),
        required=False,
    )
    places = CountField(
        label=_("How many people are needed?"), help_text=_("Empty: as many as come."), most=100_000, required=False
    )
    age_min = CountField(
        label=_("From what age?"),
        help_text=_("People under 18 take part with the consent of a parent."),
        most=99,
        required=False,
    )
    age_max = CountField(label=_("Up to what age?"), most=120, required=False)
    contact_name = LineField(
        label=_("Who answers questions?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = PhoneField(label=_("Phone"), max_length=40, required=False)
    contact_email = LineField(
        label=_("E-mail"),
        help_text=_("A phone or an e-mail is enough. Everybody can read them."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        fill(self, "direction", self._directions())
        fill(self, "region", self._regions())
        fill(self, "where", [(where.value, where.label) for where in where_for(self.kind)])
        if len(where_for(self.kind)) < 2:
            self.fields.pop("where", None)
        for name in {"gives", "afterwards"} - TABLE[self.kind].needed:
            self.fields.pop(name, None)  # they stand on their own page
        self._say_by_kind()

    def standing(self) -> dict[str, Any]:
        """What stands in the draft; on a new one, what is most likely: the district and the contact of the team."""
        details, words = self.details, self.details.main
        if not words.text:
            details = replace(details, **self._likely())
        same = ("direction", "external_url", "where", "address", "places", "age_min", "age_max")
        contact = ("contact_name", "contact_phone", "contact_email")
        return {
            **{name: getattr(details, name) for name in (*same, *contact)},
            **{name: getattr(words, name) for name in SAID},
            "region": details.region_code,
            "hours_min": details.weekly_hours_min,
            "hours_max": details.weekly_hours_max,
            "point": written_point(details.latitude, details.longitude),
            **times.standing(details),
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for field, problem in times.problems(typed).items():
            self.add_error(field, problem)
        return typed

    def changed(self) -> Details:
        typed = self.cleaned_data
        details = replace(self.details, wordings=self._wordings())
        same = ("direction", "external_url", "address", "places", "age_min", "age_max")
        contact = ("contact_name", "contact_phone", "contact_email")
        named = {"region_code": "region", "weekly_hours_min": "hours_min", "weekly_hours_max": "hours_max"}
        changes = {name: typed[name] for name in (*same, *contact) if name in typed}
        changes |= {name: typed[field] for name, field in named.items() if field in typed}
        if "where" in typed:
            changes["where"] = Where(typed["where"])
        if "point" in typed:
            changes["latitude"], changes["longitude"] = typed["point"] or (None, None)
        return replace(details, **changes, **times.changes(typed, details))

    def _likely(self) -> dict[str, Any]:
        own, likely = self.organisation, {}
        if not (self.details.contact_email or self.details.contact_phone):
            likely = {"contact_email": own.email, "contact_phone": own.phone}
        if not self.details.region_code and len(districts := district_codes(own)) == 1:
            likely["region_code"] = districts[0]
        if not self.details.direction and len(own.directions) == 1:
            likely["direction"] = own.directions[0]
        return likely

    def _wordings(self) -> dict[str, Words]:
        typed = self.cleaned_data
        said = replace(self.details.main, **{name: typed[name] for name in SAID if name in typed})
        return {**self.details.wordings, self.details.main_language: said}

    def _directions(self) -> list[Any]:
        """Those that the organisation works in stand first."""
        own = [(each.code, each.label) for each in DIRECTIONS if each.code in self.organisation.directions]
        others = [(each.code, each.label) for each in DIRECTIONS if each.code not in self.organisation.directions]
        choices: list[Any] = [("", _("Choose"))]
        if own:
            choices.append((_("Your directions"), own))
        return [*choices, (_("Other directions"), others)] if own else [*choices, *others]

    def _regions(self) -> list[tuple[str, Any]]:
        found = [(region.code, name_in(region.names, self.language)) for region in regions_of(COUNTRY, self.language)]
        if self.details.region_code and self.details.region_code not in dict(found):
            abroad = region_by_code(self.details.region_code)
            found.append((abroad.code, name_in(abroad.names, self.language)))
        return [("", _("Choose")), *found]

    def _say_by_kind(self) -> None:
        if "places" in TABLE[self.kind].needed:
            self.fields["places"].help_text = ""
        if not self.kind.is_volunteering:
            self.fields["text"].label = _("What is it about?")
        if "end_date" in self.fields:
            short = self.kind in times.SHORT
            self.fields["start_date"].label = _("Which day?") if short else _("First day")
            self.fields["end_date"].help_text = (
                _("Only when it lasts several days.") if short else _("Empty: it has no end yet.")
            )
