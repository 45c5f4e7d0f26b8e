"""A table without a mapping of its own: which column is what is guessed from the names, and then chosen in a form."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konullu.opportunities.importing.mapping import Mapping, WrongMapping, mapping_named
from konullu.platform.text import fold

# The fields that a form offers, in its order, with their labels.
CHOICES: dict[str, Promise] = {
    "title": _("Title"),
    "summary": _("One sentence that says it all"),
    "text": _("What people will do"),
    "kind": pgettext_lazy("opportunity", "Kind"),
    "direction": _("Direction of activity"),
    "where": _("At a place or online"),
    "region": _("District or city"),
    "address": _("Address"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "apply_until": _("Last day to apply"),
    "schedule": _("Days and hours in words"),
    "places": _("Number of places"),
    "weekly_hours_max": _("Hours a week at most"),
    "age_min": _("Age from"),
    "age_max": _("Age to"),
    "contact_name": _("Contact person"),
    "contact_email": _("Contact e-mail"),
    "contact_phone": _("Contact phone"),
    "external_url": _("Web address"),
}


def suggested(columns: Sequence[str]) -> dict[str, str]:
    """field -> column, guessed from the columns' names; each column is used once, the first field that fits wins."""
    by_name = {fold(column): column for column in columns if column}
    chosen: dict[str, str] = {}
    for field in mapping_named("generic").fields:
        for alias in field.steps[0].columns:
            column = by_name.get(fold(alias))
            if column and column not in chosen.values():
                chosen[field.name] = column
                break
    return chosen


def chosen_mapping(
    columns: Table[str, str], *, language: str = "az", key: str = "", kind: str = "", time_zone: str = "Asia/Baku"
) -> Mapping:
    """The generic mapping with the chosen columns: field -> column. kind: for rows that name none.

    key: the column that identifies a row; without one, title, place and days do. Raises WrongMapping.
    """
    generic = mapping_named("generic")
    if unknown := set(columns) - set(CHOICES):
        raise WrongMapping(f"There are no fields {sorted(unknown)}.")
    if not columns.get("title"):
        raise WrongMapping("A column for the title is needed.")
    fields = tuple(
        replace(
            field,
            steps=tuple(replace(step, columns=(columns[field.name],)) for step in field.steps),
            default=kind or field.default if field.name == "kind" else field.default,
        )
        for field in generic.fields
        if columns.get(field.name)
    )
    if kind and not columns.get("kind"):
        fields += tuple(replace(f, steps=(), default=kind) for f in generic.fields if f.name == "kind")
    told = f"{sorted(columns.items())}{key}{kind}"
    return generic.changed(fields=fields, language=language, key=key, time_zone=time_zone, title=told)
