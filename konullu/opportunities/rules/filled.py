"""Which fields of the details say something."""

from konullu.opportunities.rules.details import Details, Words
from konullu.opportunities.words import Where

_NOT_CONTENT = {"kind", "main_language", "wordings", "where", "time_zone"}


def filled_fields(details: Details) -> frozenset[str]:
    """Names of the filled fields (of the words: in the main language), with "place" and "contact" when they are met."""
    filled = {
        name
        for name in Details.__dataclass_fields__
        if name not in _NOT_CONTENT and getattr(details, name) not in ("", (), None, False)
    }
    filled |= {name for name in Words.__dataclass_fields__ if getattr(details.main, name)}
    if details.where == Where.REMOTE or {"region_code", "address"} <= filled or {"address", "place_note"} <= filled:
        filled.add("place")
    if filled & {"contact_email", "contact_phone"}:
        filled.add("contact")
    return frozenset(filled)


def said_in_any(details: Details) -> frozenset[str]:
    """Names of the fields that are filled in whatever language."""
    words = {name for one in details.wordings.values() for name in Words.__dataclass_fields__ if getattr(one, name)}
    return filled_fields(details) | words
