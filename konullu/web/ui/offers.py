"""An opportunity in the reader's words: what its page and its preview in the office show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from konullu.opportunities.rules import taxonomy
from konullu.opportunities.rules.offer import OfferRole, OfferView, Wording
from konullu.opportunities.words import Hazard, Kind, Paper, Provided, Where
from konullu.organisations.directions import BY_CODE
from konullu.web.ui.dates import BAKU
from konullu.web.ui.language_names import language_name
from konullu.web.ui.offer_words import age_in_words, hours_in_words, last_day, places_in_words, zone_name
from konullu.web.ui.periods import period

type Words = str | Promise

ICONS = {
    Provided.MEALS: "food",
    Provided.TRANSPORT: "truck",
    Provided.TRAVEL_COSTS: "truck",
    Provided.ACCOMMODATION: "home",
    Provided.UNIFORM: "person",
    Provided.EQUIPMENT: "box",
    Provided.INSURANCE: "shield",
    Provided.TRAINING: "book",
    Provided.MENTOR: "people",
    Provided.HOURS: "clock",
    Provided.CERTIFICATE: "doc",
    Provided.STIPEND: "star",
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line with an icon; a word about it below, perhaps in another language."""

    icon: str
    words: Words
    detail: Words = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens, and when."""

    when: Words
    words: Words = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A word on the cloth; look: nothing, or a modifier of `.tag` with a space before it."""

    words: Words
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What it serves, as a link to the others that do."""

    words: Words
    url: str


@dataclass(frozen=True, kw_only=True)
class RoleInWords:
    """One kind of work inside it."""

    name: str
    detail: str
    facts: list[str]
    language: str


@dataclass(frozen=True)
class Offer:
    """A view for one reader at one moment."""

    view: OfferView
    language: str
    now: datetime
    picture_url: str = ""

    @cached_property
    def words(self) -> Wording:
        return self.view.wording(self.language)

    @cached_property
    def other_language(self) -> str:
        """The language of its words, when it is not the reader's: for `lang`."""
        return self.words.language if self.view.is_fallback(self.language) else ""

    @property
    def other_language_name(self) -> str:
        return language_name(self.other_language, self.language) if self.other_language else ""

    @property
    def url(self) -> str:
        return reverse("portal:opportunity", kwargs={"opportunity_id": self.view.id, "slug": self.view.slug})

    @property
    def direction(self) -> Any:
        return BY_CODE.get(self.view.direction)

    @property
    def tags(self) -> list[Tag]:
        tags = [Tag(words=self.view.kind.label)]
        if self.direction:
            tags.append(Tag(words=self.direction.label))
        if self.view.is_remote:
            tags.append(Tag(words=pgettext("tag", "From home"), look=" tag--info"))
        return tags

    @cached_property
    def when(self) -> str:
        view = self.view
        return period(
            view.starts_at,
            view.ends_at,
            all_day=view.all_day,
            time_zone=view.time_zone,
            language=self.language,
            this_year=None,
        )

    @property
    def place(self) -> str:
        """The district, then the address when it says more."""
        region = self.view.place.name(self.language) if self.view.place else ""
        address = self.view.address
        if not address or not region:
            return address or region
        return address if region in address else f"{region}, {address}"

    @property
    def age(self) -> str:
        return age_in_words(self.view.age_min, self.view.age_max)

    @property
    def places(self) -> str:
        return places_in_words(self.view.places)

    @property
    def apply_until(self) -> str:
        return last_day(
            self.view.apply_until, time_zone=self.view.time_zone, language=self.language, this_year=self.now.year
        )

    @property
    def takes_people(self) -> bool:
        return self.view.is_open and not self.view.is_over(self.now)

    @property
    def facts(self) -> list[Fact]:
        """When, where, for whom: the lines under the title."""
        return [*self._when(), *self._where(), *self._for_whom()]

    def _when(self) -> Iterator[Fact]:
        view, schedule = self.view, self.words.schedule
        hours = hours_in_words(view.weekly_hours_min, view.weekly_hours_max)
        head = self.when or hours or schedule or _("You choose the time")
        more = schedule if head != schedule else ""
        yield Fact(icon="cal", words=head, detail=more, language=self.other_language)
        if hours and head != hours:
            yield Fact(icon="clock", words=hours)
        if self.when and ZoneInfo(view.time_zone) != BAKU:
            yield Fact(icon="globe", words=_("The hours are those of %(zone)s") % {"zone": zone_name(view.time_zone)})

    def _where(self) -> Iterator[Fact]:
        if self.view.where == Where.REMOTE:
            yield Fact(
                icon="home", words=Where.REMOTE.label, detail=self.words.place_note, language=self.other_language
            )
            return
        place = self.place or _("The place is agreed with you")
        yield Fact(icon="pin", words=place, detail=self.words.place_note, language=self.other_language)
        if self.view.where == Where.BOTH:
            yield Fact(icon="home", words=_("Or from home, online"))

    def _for_whom(self) -> Iterator[Fact]:
        view = self.view
        minors = view.is_volunteering and (view.age_min or 0) < 18
        consent = _("Under 18 the written consent of a parent or guardian is needed.") if minors else ""
        yield Fact(icon="person", words=self.age or _("For every age"), detail=consent)
        if view.places:
            yield Fact(icon="people", words=self.places)

    @property
    def gives(self) -> list[Fact]:
        """What the volunteer gets: from the lists, then in the organisation's own words."""
        listed = [Fact(icon=ICONS[Provided(code)], words=Provided(code).label) for code in self.view.provided]
        rewards = [Fact(icon="star", words=word) for word in self._concepts("reward", self.view.rewards)]
        return [*listed, *rewards, *self._own("plus", self.words.gives)]

    @property
    def asks(self) -> list[Fact]:
        """What one should know and be ready for."""
        view = self.view
        spoken = [language_name(code, self.language) for code in view.languages]
        return [
            *([Fact(icon="chat", words=_("Languages: %(names)s") % {"names": ", ".join(spoken)})] if spoken else []),
            *(Fact(icon="check", words=word) for word in self._concepts("requirement", view.requirements)),
            *(Fact(icon="pen", words=word) for word in self._concepts("skill", view.skills)),
            *self._own("book", self.words.courses),
            *(Fact(icon="warn", words=Hazard(code).label) for code in view.hazards),
        ]

    @property
    def brings(self) -> list[Fact]:
        return [*(Fact(icon="doc", words=Paper(code).label) for code in self.view.papers),
                *self._own("check", self.words.bring)]  # fmt: skip

    @property
    def eases(self) -> list[Fact]:
        return [Fact(icon="check", words=word) for word in self._concepts("accessibility", self.view.accessibility)]

    def _concepts(self, scheme: str, codes: tuple[str, ...]) -> list[str]:
        return [taxonomy.label(scheme, code, self.language) for code in codes]

    def _own(self, icon: str, lines: tuple[str, ...]) -> list[Fact]:
        return [Fact(icon=icon, words=line, language=self.other_language) for line in lines]

    @property
    def roles(self) -> list[RoleInWords]:
        return [self._role(role) for role in self.view.roles]

    def _role(self, role: OfferRole) -> RoleInWords:
        facts = [
            places_in_words(role.places),
            age_in_words(role.age_min, None),
            *(language_name(code, self.language) for code in role.languages),
            *self._concepts("skill", role.skills),
        ]
        own = self.language in role.names
        return RoleInWords(
            name=role.name(self.language),
            detail=role.detail(self.language),
            facts=[fact for fact in facts if fact],
            language="" if own else self.view.main_language,
        )

    @property
    def subjects(self) -> list[Subject]:
        """Causes and goals, each with the way to the others that serve it."""
        page = reverse("portal:opportunities")
        causes = [(taxonomy.label("cause", code, self.language), f"cause={code}") for code in self.view.causes]
        known = taxonomy.goals()
        goals = [
            (_("Goal %(n)s: %(name)s") % {"n": number, "name": known[number].label(self.language)}, f"goal={number}")
            for number in self.view.goals
            if number in known
        ]
        return [Subject(words=words, url=f"{page}?{query}") for words, query in (*causes, *goals)]

    @property
    def steps(self) -> list[Step]:
        """What happens after one applies, and by when."""
        return list(self._steps())

    def _steps(self) -> Iterator[Step]:
        view = self.view
        yield Step(when=pgettext("step", "First"), words=first_step(view))
        if view.answer_days:
            within = ngettext("Within %(n)s day", "Within %(n)s days", view.answer_days) % {"n": view.answer_days}
            yield Step(when=within, words=_("The organisation answers you, whatever the answer is."))
        for line in self.words.afterwards:
            yield Step(when=line, language=self.other_language)
        if view.apply_until and view.apply_until > self.now:
            yield Step(when=capfirst(self.apply_until), words=_("One can apply."))  # "until …" or a day: never an i
        if view.starts_at and view.starts_at > self.now:
            yield Step(when=self.when, words=_("It begins.") if view.kind == Kind.ONGOING else _("It takes place."))

    @property
    def organisation_name(self) -> str:
        return self.view.organisation.name(self.language)

    @property
    def organisation_language(self) -> str:
        """Its name is Azerbaijani where it has no other."""
        own = self.language == "az" or self.language in self.view.organisation.other_names
        return "" if own else "az"

    @property
    def organisation_url(self) -> str:
        organisation = self.view.organisation
        return reverse("portal:organisation", kwargs={"slug": organisation.slug}) if organisation.has_page else ""

    @property
    def more_of_it_url(self) -> str:
        return f"{reverse('portal:opportunities')}?org={self.view.organisation.slug}"


def first_step(view: OfferView) -> str:
    if view.external_url:
        return _("You apply on the organisation's own site. We show the way there.")
    return _("You write to the organisation or call it. We show you how.")
