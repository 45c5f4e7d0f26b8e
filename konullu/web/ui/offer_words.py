"""Small phrases about an opportunity, the same on its page and on its card."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konullu.web.ui.periods import period


def age_in_words(least: int | None, most: int | None) -> str:
    """16 yaşdan; 14–29 yaş; 35 yaşadək."""
    if least and most:
        return _("Age %(least)s–%(most)s") % {"least": least, "most": most}
    if least:
        return _("From the age of %(least)s") % {"least": least}
    return _("Up to the age of %(most)s") % {"most": most} if most else ""


def hours_in_words(least: int | None, most: int | None) -> str:
    """2–4 hours a week."""
    if least and most and least != most:
        return _("%(least)s–%(most)s hours a week") % {"least": least, "most": most}
    hours = most or least
    return ngettext("%(n)s hour a week", "%(n)s hours a week", hours) % {"n": hours} if hours else ""


def places_in_words(places: int | None) -> str:
    return ngettext("%(n)s place", "%(n)s places", places) % {"n": places} if places else ""


def last_day(moment: datetime | None, *, time_zone: str, language: str, this_year: int | None) -> str:
    """26 noyabra qədər, from an exclusive moment, in the place's own days."""
    if moment is None:
        return ""
    return period(None, moment, all_day=False, time_zone=time_zone, language=language, this_year=this_year)


def zone_name(time_zone: str) -> str:
    """America/New_York as New York."""
    return time_zone.rpartition("/")[2].replace("_", " ")
