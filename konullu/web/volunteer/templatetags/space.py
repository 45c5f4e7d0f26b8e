"""Ways through my space: {% way space "consents" %}, and the rail."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.access import FIELDS, PURPOSES, READERS
from konullu.web.ui.account import address
from konullu.web.ui.language_names import city_of
from konullu.web.volunteer.space import Space

register = template.Library()

RAIL = (
    ("home", "home", _("My page")),
    ("inbox", "chat", _("Messages")),
    ("saved", "heart", pgettext_lazy("opportunities", "Saved")),
    ("profile", "person", _("Profile")),
    ("guardians", "people", _("My family")),
    ("consents", "check", _("My consents")),
    ("access", "eye", _("Who saw my data")),
    ("data", "box", _("My data")),
    ("security", "lock", _("Security")),
    ("notices", "bell", _("Notices")),
)


@register.simple_tag
def zone_name(zone: str) -> str:
    """A time zone by its city: "Asia/Baku" is Bakı."""
    return city_of(zone, get_language() or "az")


@register.simple_tag
def way(space: Space, name: str, **parts: object) -> str:
    return space.way(name, **parts)


@register.inclusion_tag("volunteer/rail.html", takes_context=True)
def space_rail(context: Context) -> dict[str, Any]:
    """The rooms of my space that exist in this build; the one we are in is marked."""
    here = context["request"].path
    found = [(address(f"volunteer:{name}"), icon, words) for name, icon, words in RAIL]
    first, family = found[0][0], address("volunteer:guardians")
    if here.removeprefix(first).startswith(("family/", "guardianships/")):
        here = family
    return {
        "rooms": [
            {
                "url": url,
                "icon": icon,
                "words": words,
                "is_here": here == url or (url != first and here.startswith(url)),
            }
            for url, icon, words in found
            if url
        ]
    }


@register.simple_tag
def reader_of(look: Any, space: Space) -> Any:
    """Who looked, by role; the reader of the page is "you"."""
    if look.reader_id == space.reader.pk:
        return READERS["self"]
    return READERS[look.reader_label]


@register.simple_tag
def reason_of(look: Any) -> Any:
    return PURPOSES[look.purpose]


@register.simple_tag
def fields_of(look: Any) -> str:
    return ", ".join(str(FIELDS[code]) for code in look.fields)
