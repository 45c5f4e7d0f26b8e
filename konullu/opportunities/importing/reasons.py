"""Why a row of a file was refused, and what was mended: codes for programs, sentences for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The row is left out.
REFUSALS: dict[str, Promise] = {
    "missing": _("The cell is empty and must not be."),
    "too_long": _("The text is longer than its place."),
    "not_a_day": _("This is not a day in a form that the mapping names."),
    "not_a_number": _("This is not a whole number within its bounds."),
    "not_a_point": _("These are not two coordinates in degrees."),
    "not_known": _("This word is not in the mapping's list."),
    "not_an_email": _("This is not an e-mail address."),
    "not_a_phone": _("This is not a phone number."),
    "not_a_link": _("This is not a web address."),
    "ends_before_start": _("It ends before it starts."),
    "ages_in_order": _("The highest age is below the lowest."),
    "kind_not_allowed": _("The organisation may not offer this kind (law 828-IIIQ, art. 2.3)."),
    "repeated": _("An earlier row of this file has the same identifier."),
    "not_a_draft": _("It has left the drafts here. Change it on its own page."),
    "too_many_cells": _("The row has more cells than the header."),
    "unreadable": _("The row can't be read."),
}

# The row is taken; this was done to it.
MENDS: dict[str, Promise] = {
    "spaces_removed": _("Spaces at the ends were removed."),
    "html_removed": _("HTML was removed; its text stays."),
    "invisible_removed": _("Invisible or control characters were removed."),
    "cut": _("The text was cut at its longest length."),
    "left_out": _("The cell could not be used and is left out."),
    "placeholder": _("A value that only holds the place is left out."),
    "category_missing": _("There is no category: the direction stays open."),
    "no_counterpart": _("Our list has no counterpart for this word: the field stays open."),
    "not_for_kind": _("This does not belong to the kind of the row and is left out."),
    "place_missing": _("There is no place: neither coordinates nor an address."),
    "postcode_wrong": _("A wrong postcode is left out of the address."),
    "point_inside": _("The coordinates were read out of a text in another column."),
}


class Bad(ValueError):
    """A cell can't be taken. `code` is a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def sentence(code: str) -> str:
    """The sentence of a refusal or a mend, in the language of the moment."""
    return str(REFUSALS.get(code) or MENDS[code])
