"""What the pages of an opportunity's form have in common: they ask what the kind asks, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language

from konullu.opportunities.rules.details import Details
from konullu.opportunities.rules.kinds import TABLE
from konullu.opportunities.words import Kind

type Group = tuple[str | Promise, tuple[str | tuple[str, ...], ...]]  # names in brackets stand side by side

# The names of Details and of its Words -> the names of fields, where they differ: a reason finds its field by this.
FIELDS = {
    "starts_at": "start_date",
    "ends_at": "end_date",
    "region_code": "region",
    "latitude": "point",
    "longitude": "point",
    "weekly_hours_min": "hours_min",
    "weekly_hours_max": "hours_max",
}
# A field of the form -> the name by which the table of kinds knows it.
ABOUT = {
    "start_date": "starts_at",
    "start_time": "starts_at",
    "end_date": "ends_at",
    "end_time": "ends_at",
    "region": "region_code",
    "point": "latitude",
    "hours_min": "weekly_hours_min",
    "hours_max": "weekly_hours_max",
}
# What any of several fields can meet.
MET_BY = {"place": ("region", "address"), "contact": ("contact_phone", "contact_email")}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One group on the page: rows of fields, and those that are folded away until somebody wants them."""

    title: str | Promise
    rows: list[list[Any]]
    later: list[list[Any]]
    is_open: bool


class SectionForm(forms.Form):
    """One page of the form. It shows what stands in Details, and gives back Details with what was typed."""

    groups: tuple[Group, ...] = ()
    rare: frozenset[str] = frozenset()

    def __init__(self, data: Any = None, *, details: Details, organisation: Any) -> None:
        self.details, self.organisation, self.kind = details, organisation, Kind(details.kind)
        self.language = get_language() or "az"
        super().__init__(data, initial=self.standing())
        self.ask_by_kind()

    def standing(self) -> Mapping[str, Any]:
        raise NotImplementedError

    def changed(self) -> Details:
        raise NotImplementedError

    def ask_by_kind(self) -> None:
        """Leave out what this kind does not ask. What it needs before publishing does not say "optional"."""
        line = TABLE[self.kind]
        for name in list(self.fields):
            if ABOUT.get(name, name) not in line.asked:
                del self.fields[name]
        needed = {FIELDS.get(name, name) for name in line.needed}
        needed |= {field for name, fields in MET_BY.items() if name in line.needed for field in fields}
        for name in needed & set(self.fields):
            self.fields[name].widget.is_required = True

    @property
    def shown(self) -> Iterator[Shown]:
        """The groups that have something to ask."""
        for title, names in self.groups:
            asked = [(each,) if isinstance(each, str) else each for each in names]
            rows = [[self[name] for name in row if name in self.fields] for row in asked]
            first = [row for row in rows if row and not self._can_wait(row)]
            later = [row for row in rows if row and self._can_wait(row)]
            if first or later:
                is_open = any(field.errors or field.value() not in ("", None, []) for row in later for field in row)
                yield Shown(title=title, rows=first, later=later, is_open=is_open)

    def _can_wait(self, row: list[Any]) -> bool:
        """Is it rarely used, and not needed by this kind? Then it is folded away."""
        return all(field.name in self.rare and field.is_optional for field in row)


def fill(form: forms.Form, name: str, choices: Any) -> None:
    """Give a field its choices, when the form has the field."""
    if name in form.fields:
        form.fields[name].choices = choices
