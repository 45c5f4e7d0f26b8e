"""A place's name in a reader's language, from {"az": ..., "en": ..., "ru": ..., "kk": ...}. No database here."""

from collections.abc import Mapping

# Who has no name in their own language reads the nearest one: Cyrillic readers Russian, the others English.
_NEXT = {
    "az": ("en", "ru"),
    "en": ("az", "ru"),
    "ru": ("kk", "ky", "en", "az"),
    "kk": ("ru", "en", "az"),
    "ky": ("ru", "en", "az"),
    "uz": ("en", "az", "ru"),
}


def name_in(names: Mapping[str, str], language: str) -> str:
    """The name in the language, else in the nearest language that has one, else any; empty when there is none."""
    for candidate in (language, *_NEXT.get(language, ("en", "az", "ru"))):
        if found := names.get(candidate):
            return found
    return next(iter(names.values()), "")
