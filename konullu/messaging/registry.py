"""All letters of the house, gathered from the LETTERS of each domain's letters.py."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from konullu.messaging.kinds import BY_CODE
from konullu.platform.letters import Letter


class UnknownLetter(LookupError):
    """A template that no letters.py names: nobody could preview it, and nobody has said what kind it is."""


def letter(template: str) -> Letter:
    """The registered letter of this template; raises UnknownLetter."""
    try:
        return _by_template()[template]
    except KeyError:
        raise UnknownLetter(f"{template} is in no LETTERS (docs/letters.md)") from None


def letters() -> list[Letter]:
    """All of them, domain by domain in the order of the floors."""
    return list(_by_template().values())


@cache
def _by_template() -> dict[str, Letter]:
    found: dict[str, Letter] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.letters"
        if not app.name.startswith("konullu.") or find_spec(name) is None:
            continue
        for each in getattr(import_module(name), "LETTERS", ()):
            if each.kind not in BY_CODE or each.template in found:
                raise UnknownLetter(f"{each.template}: unknown kind {each.kind}, or named twice")
            found[each.template] = each
    return found
