"""Is this for me? Every requirement answered: a tick, a question, something to do, or a reason with the next step."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konullu.accounts.rules.age import FULL_AGE, OWN_ACTS_FROM
from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.rules.taxonomy import label
from konullu.opportunities.words import Paper, State, Where
from konullu.platform.dates import written_day

type Words = str | Promise


class Answered(StrEnum):
    OK = "ok"  # fits
    QUESTION = "question"  # not known: ask
    TODO = "todo"  # fits after one more step
    NO = "no"  # does not fit now


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known about the reader. None: unknown. A visitor may say an age and a district, nothing else.

    age_low and age_high: the full years between which the age lies today; equal when it is known.
    languages: ISO 639 -> level of the profile. papers: codes of words.Paper that the person has shown.
    """

    age_low: int | None = None
    age_high: int | None = None
    birth_date: date | None = None
    district: str | None = None
    languages: Mapping[str, str] | None = None
    skills: Collection[str] | None = None
    papers: Collection[str] | None = None
    has_guardian: bool | None = None
    is_signed_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One requirement answered. next_url_name: the page where the next step is taken; article: the law's, if any."""

    kind: Answered
    code: str
    title: Words
    detail: Words = ""
    next_step: Words = ""
    next_url_name: str = ""
    article: Words = ""


def answers(
    offer: OfferView,
    facts: Facts,
    *,
    now: datetime,
    language: str,
    language_name: Callable[[str], str],
    distance_km: float | None = None,
) -> list[Answer]:
    """All answers, those that say no first. language_name gives a language's name in the reader's own.

    distance_km: from the reader's district to the place, when both are known.
    """
    found = [
        *_open(offer, now),
        *_age(offer, facts, language),
        *_place(offer, facts, language, distance_km),
        *_languages(offer, facts, language_name),
        *_skills(offer, facts, language),
        *_papers(offer, facts),
    ]
    order = [Answered.NO, Answered.TODO, Answered.QUESTION, Answered.OK]
    return sorted(found, key=lambda answer: order.index(answer.kind))


def verdict(found: Collection[Answer]) -> Answered:
    """All answers in one word: the worst of them, a question counting less than something to do."""
    kinds = {answer.kind for answer in found}
    return next((kind for kind in (Answered.NO, Answered.TODO, Answered.QUESTION) if kind in kinds), Answered.OK)


def _open(offer: OfferView, now: datetime) -> Iterator[Answer]:
    if offer.state != State.PUBLISHED or offer.is_over(now):
        yield Answer(
            kind=Answered.NO,
            code="closed",
            title=_("It takes nobody any more"),
            next_step=_("Look at similar ones below."),
        )


def _age(offer: OfferView, facts: Facts, language: str) -> Iterator[Answer]:
    low, high = offer.age_min, offer.age_max
    if low or high:
        yield _age_answer(low, high, facts, language)
    # Who may be a minor is told of the consent, also when the age limits do not speak of it.
    may_be_minor = facts.age_low is not None and facts.age_low < FULL_AGE and (low or 0) < FULL_AGE
    if may_be_minor and offer.is_volunteering:
        yield _consent(facts)


def _age_answer(low: int | None, high: int | None, facts: Facts, language: str) -> Answer:
    title = _age_words(low, high)
    if facts.age_low is None or facts.age_high is None:
        return Answer(
            kind=Answered.QUESTION, code="age", title=title, next_step=_("Write your age and you will know at once.")
        )
    if low and facts.age_high < low:
        years = low - facts.age_high
        when = _birthday(facts.birth_date, low, language)
        detail = _("You can take part from %(day)s.") % {"day": when} if when else _too_young(years)
        return Answer(
            kind=Answered.NO,
            code="too_young",
            title=title,
            detail=detail,
            next_step=_("Look for what is for your age."),
            next_url_name="portal:opportunities",
        )
    if high is not None and facts.age_low > high:
        return Answer(
            kind=Answered.NO,
            code="too_old",
            title=title,
            next_step=_("Look for what is for your age."),
            next_url_name="portal:opportunities",
        )
    if (low and facts.age_low < low) or (high is not None and facts.age_high > high):
        return Answer(
            kind=Answered.QUESTION,
            code="age_unsure",
            title=title,
            detail=_("We know only the year of your birth."),
            next_step=_("Write the day in your profile."),
            next_url_name="volunteer:profile" if facts.is_signed_in else "",
        )
    return Answer(kind=Answered.OK, code="age", title=title)


def _age_words(low: int | None, high: int | None) -> str:
    if low and high:
        return _("From %(low)d to %(high)d years") % {"low": low, "high": high}
    if high:
        return _("Up to %(high)d years") % {"high": high}
    return _("From %(low)d years") % {"low": low}


def _too_young(years: int) -> str:
    words = ngettext("You can take part in %(n)d year.", "You can take part in %(n)d years.", years)
    return words % {"n": years}


def _birthday(birth_date: date | None, age: int, language: str) -> str:
    """The day of the birthday, in words; who is born on 29 February has it on 1 March of a common year."""
    if birth_date is None:
        return ""
    year = birth_date.year + age
    try:
        day = birth_date.replace(year=year)
    except ValueError:
        day = date(year, 3, 1)
    return written_day(day, language)


def _consent(facts: Facts) -> Answer:
    """Civil Code art. 28 to 30: under 18 with the consent of a representative, under 14 through them."""
    assert facts.age_low is not None
    is_child = facts.age_low < OWN_ACTS_FROM
    title = _("A parent signs for you") if is_child else _("Written consent of a parent or guardian")
    article = _("Civil Code art. 28–30")
    if facts.age_high is not None and facts.age_high >= FULL_AGE:
        return Answer(
            kind=Answered.QUESTION,
            code="consent_unsure",
            title=title,
            detail=_("Needed only if you are under 18."),
            article=article,
        )
    if facts.has_guardian:
        return Answer(
            kind=Answered.TODO,
            code="consent_asked",
            title=title,
            detail=_("We ask your guardian when you apply."),
            article=article,
        )
    return Answer(
        kind=Answered.TODO,
        code="consent_needed",
        title=title,
        next_step=_("Invite your mother, father or guardian.")
        if facts.is_signed_in
        else _("It is asked when you apply."),
        next_url_name="volunteer:guardians" if facts.is_signed_in else "",
        article=article,
    )


NEAR_KM = 30.0


def _place(offer: OfferView, facts: Facts, language: str, distance_km: float | None) -> Iterator[Answer]:
    if offer.is_remote:
        title = _("From home, online") if offer.where == Where.REMOTE else _("At a place or from home")
        yield Answer(kind=Answered.OK, code="remote", title=title)
        return
    if offer.place is None:
        return
    name = offer.place.name(language)
    if facts.district is None:
        yield Answer(
            kind=Answered.QUESTION, code="place", title=name, next_step=_("Is it near you? Say your district.")
        )
    elif facts.district == offer.place.code:
        yield Answer(kind=Answered.OK, code="place", title=name, detail=_("This is your district."))
    elif distance_km is not None and distance_km <= NEAR_KM:
        yield Answer(kind=Answered.OK, code="place_near", title=name, detail=_far(distance_km))
    else:
        yield Answer(
            kind=Answered.QUESTION,
            code="place_far",
            title=name,
            detail=_far(distance_km) if distance_km is not None else _("This is another district."),
            next_step=_("Transport is provided.") if "transport" in offer.provided else _("Can you get there?"),
        )


def _far(km: float) -> str:
    return _("About %(km)d km from your district.") % {"km": max(1, round(km))}


def _languages(offer: OfferView, facts: Facts, name: Callable[[str], str]) -> Iterator[Answer]:
    for code in offer.languages:
        title = _("Language: %(language)s") % {"language": name(code)}
        if facts.languages is None or (not facts.languages and facts.is_signed_in):
            yield Answer(
                kind=Answered.QUESTION,
                code="language",
                title=title,
                next_step=_("Say in your profile which languages you speak.") if facts.is_signed_in else "",
                next_url_name="volunteer:profile" if facts.is_signed_in else "",
            )
        elif code in facts.languages:
            yield Answer(kind=Answered.OK, code="language", title=title)
        else:
            yield Answer(
                kind=Answered.NO,
                code="language_missing",
                title=title,
                detail=_("It is not among the languages of your profile."),
                next_step=_("If you speak it, add it there."),
                next_url_name="volunteer:profile",
            )


def _skills(offer: OfferView, facts: Facts, language: str) -> Iterator[Answer]:
    """Skills are wished for, never a ban: who lacks one reads what will be useful."""
    if not offer.skills:
        return
    names = ", ".join(label("skill", code, language) for code in offer.skills)
    title = _("Useful skills")
    if facts.skills is not None and set(facts.skills) & set(offer.skills):
        yield Answer(kind=Answered.OK, code="skills", title=title, detail=names)
    else:
        yield Answer(
            kind=Answered.QUESTION,
            code="skills",
            title=title,
            detail=names,
            next_step=_("Ask the organisation if you are not sure."),
        )


_BRING_LATER = {Paper.CV, Paper.MOTIVATION}


def _papers(offer: OfferView, facts: Facts) -> Iterator[Answer]:
    for code in offer.papers:
        if code == Paper.GUARDIAN_CONSENT:
            if facts.age_low is not None and facts.age_low >= FULL_AGE:
                continue  # of full age: nobody is asked
            if offer.is_volunteering and facts.age_low is not None:
                continue  # said above, with the article
        try:
            title: Words = Paper(code).label
        except ValueError:
            title = code
        if facts.papers is not None and code in facts.papers:
            yield Answer(kind=Answered.OK, code=f"paper_{code}", title=title)
        else:
            detail = _("You write it when you apply.") if code in _BRING_LATER else _("You show it when you begin.")
            yield Answer(kind=Answered.TODO, code=f"paper_{code}", title=title, detail=detail)
