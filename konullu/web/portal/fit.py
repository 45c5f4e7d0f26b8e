"""Is this for me? The answers of the rules with their symbols and ways, and the two questions to a visitor."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konullu.opportunities.queries.fitting import fit
from konullu.opportunities.rules.fit import Answer, Answered, verdict
from konullu.places.printed import region_names
from konullu.web.ui.language_names import language_name
from konullu.web.ui.offers import Offer

# (class of the line, symbol)
LOOKS = {
    Answered.OK: ("ok", "check"),
    Answered.QUESTION: ("ask", "info"),
    Answered.TODO: ("todo", "pen"),
    Answered.NO: ("no", "x"),
}
OLDEST = 120


@dataclass(frozen=True, kw_only=True)
class Line:
    """One requirement answered."""

    mood: str
    icon: str
    answer: Answer
    url: str


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The panel. asks: a visitor, whom we ask for age and district; who is signed in has them in the profile."""

    lines: list[Line]
    mood: str
    icon: str
    verdict: str
    asks: bool
    age: str = ""
    error: str = ""
    district: str = ""
    districts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def articles(self) -> list[Any]:
        return list(dict.fromkeys(str(line.answer.article) for line in self.lines if line.answer.article))


def fit_for(request: HttpRequest, offer: Offer) -> Fit:
    """For who is signed in from the profile; for a visitor from the address, ?age=16&district=AZ-BA."""
    if request.user.is_authenticated:
        return answered(request, offer, age=None, district="", asks=False)
    typed = request.GET.get("age", "").strip()[:10]
    age, error = read_age(typed)
    names = region_names(offer.language)
    district = request.GET.get("district", "")
    district = district if district in names else ""
    made = answered(request, offer, age=age, district=district, asks=True)
    return replace(made, age=typed, error=error, district=district, districts=_districts(names))


def answered(request: HttpRequest, offer: Offer, *, age: int | None, district: str, asks: bool) -> Fit:
    """The rules' answers as the panel shows them."""
    found = fit(
        request.user,
        offer.view,
        age=age,
        district=district,
        now=request.now,
        language=offer.language,
        language_name=lambda code: language_name(code, offer.language),
    )
    mood, icon = LOOKS[verdict(found)]
    return Fit(lines=[_line(one) for one in found], mood=mood, icon=icon, verdict=in_words(found), asks=asks)


def read_age(typed: str) -> tuple[int | None, str]:
    """The age that was typed, or what is wrong with it."""
    if not typed:
        return None, ""
    if typed.isascii() and typed.isdigit() and 0 < int(typed) <= OLDEST:
        return int(typed), ""
    return None, _("Write your age in full years with figures, for example, 16.")


def in_words(found: list[Answer]) -> str:
    """Uyğunsunuz. Bir addım qalır."""
    count = Counter(answer.kind for answer in found)
    if count[Answered.NO]:
        return _("Not for you now")
    if steps := count[Answered.TODO]:
        left = ngettext("%(n)s step is left.", "%(n)s steps are left.", steps) % {"n": steps}
        return f"{_('It is for you.')} {left}" if not count[Answered.QUESTION] else left
    if questions := count[Answered.QUESTION]:
        return ngettext("%(n)s question is open", "%(n)s questions are open", questions) % {"n": questions}
    return _("It is for you.") if found else _("It is for everybody.")


def _line(answer: Answer) -> Line:
    mood, icon = LOOKS[answer.kind]
    return Line(mood=mood, icon=icon, answer=answer, url=_way(answer))


def _way(answer: Answer) -> str:
    """Where the next step is taken; nothing when that page needs more than its name."""
    if not answer.next_url_name:
        return ""
    try:
        return reverse(answer.next_url_name)
    except NoReverseMatch:
        return ""


def _districts(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(((code, name) for code, name in names.items() if code.startswith("AZ-")), key=lambda pair: pair[1])
