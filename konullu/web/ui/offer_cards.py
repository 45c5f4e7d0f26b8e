"""An opportunity as a card: in lists, on the home page, among the saved ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import Kind, Where
from konullu.organisations.directions import BY_CODE
from konullu.search.rules.found import Card
from konullu.web.ui import covers
from konullu.web.ui.language_names import language_name
from konullu.web.ui.offer_words import age_in_words, hours_in_words, last_day, places_in_words
from konullu.web.ui.offers import Tag
from konullu.web.ui.periods import period
from konullu.web.ui.search_words import label
from konullu.web.ui.templatetags.ui import icon as drawn_icon

type Words = str | Promise


@cache
def icon(name: str) -> SafeString:
    """A symbol, drawn once in the life of a process."""
    return drawn_icon(name)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card, its icon drawn already: a list has a hundred of them."""

    icon: SafeString
    words: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferCard:
    """What the templates of cards show."""

    url: str
    title: str
    language: str  # of the title, when it is not the reader's
    organisation: str
    direction: str
    tags: list[Tag]
    facts: list[Line]
    is_open: bool = True

    @property
    def cover(self) -> SafeString:
        return mark_safe(covers.cover(self.direction, "tall"))  # noqa: S308 our own drawing, no input in it

    @property
    def row(self) -> SafeString:
        """The card of a list, as HTML. A page has twenty of them: a template would take as long as all the rest."""
        tags = "".join(f'<span class="tag{tag.look}">{escape(str(tag.words))}</span>' for tag in self.tags)
        facts = "".join(f"<li>{line.icon}<span>{escape(str(line.words))}</span></li>" for line in self.facts)
        language = f' lang="{escape(self.language)}"' if self.language else ""
        title = f'<a href="{escape(self.url)}"{language}>{escape(self.title)}</a>'
        return mark_safe(  # noqa: S308 everything that comes from people is escaped above and here
            f'<li class="card card--row">{covers.cover_again(self.direction)}<div class="card__body">'
            f'<div class="row row--tight">{tags}</div>'
            f'<div><h2 class="card__title">{title}</h2><p class="sm muted">{escape(self.organisation)}</p></div>'
            f'<ul class="facts clean">{facts}</ul></div></li>'
        )

    @property
    def wide_cover(self) -> SafeString:
        return mark_safe(covers.cover(self.direction, "wide"))  # noqa: S308


def card_of_view(view: OfferView, language: str, now: datetime) -> OfferCard:
    """A card from everything that is known of one opportunity."""
    words = view.wording(language)
    time = Time(
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        all_day=view.all_day,
        time_zone=view.time_zone,
        apply_until=view.apply_until,
        hours_min=view.weekly_hours_min,
        hours_max=view.weekly_hours_max,
        schedule=words.schedule,
    )
    region = view.place.name(language) if view.place else ""
    return OfferCard(
        url=offer_url(view.id, view.slug),
        title=words.title,
        language=words.language if view.is_fallback(language) else "",
        organisation=view.organisation.name(language),
        direction=view.direction,
        tags=tags_of(
            view.kind, view.direction, age_in_words(view.age_min, view.age_max),
            is_remote=view.is_remote, written_in=words.language if view.is_fallback(language) else "",
            language=language,
        ),
        facts=[
            *time_lines(time, language, now),
            *place_lines(view.where, region, view.address),
            *([Line(icon("people"), places_in_words(view.places))] if view.places else []),
        ],
        is_open=view.is_open and not view.is_over(now),
    )  # fmt: skip


def cards_of(cards: Iterable[Card], language: str, now: datetime) -> list[OfferCard]:
    """The cards of a search's answer, in their order."""
    return [card_of(card, language, now) for card in cards]


def card_of(card: Card, language: str, now: datetime) -> OfferCard:
    """A card from what the search keeps."""
    time = Time(
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        all_day=card.all_day,
        time_zone=card.time_zone,
        apply_until=card.apply_until,
        hours_min=card.weekly_hours_min,
        hours_max=card.weekly_hours_max,
        schedule=card.schedule,
    )
    written_in = card.language if card.is_fallback else ""
    age = age_in_words(card.age_min, card.age_max)
    region = card.region_name(language) if card.region else ""
    return OfferCard(
        url=offer_url(card.id, card.slug),
        title=card.title,
        language=written_in,
        organisation=card.organisation,
        direction=card.direction,
        tags=tags_of(card.kind, card.direction, age, is_remote=card.is_remote, written_in=written_in,
                     language=language),
        facts=[
            *time_lines(time, language, now),
            *place_lines(card.where, region, card.address, card.distance_km),
            *([Line(icon("people"), places_in_words(card.places))] if card.places else []),
        ],
    )  # fmt: skip


def offer_url(opportunity_id: UUID, slug: str) -> str:
    """The public page. Lists reverse dozens, so only the pattern is reversed, once for each language."""
    language = get_language() or "az"
    if language not in _PATTERNS:
        pattern = reverse("portal:opportunity", kwargs={"opportunity_id": UUID(int=0), "slug": "slug"})
        _PATTERNS[language] = pattern.replace(str(UUID(int=0)), "{id}").replace("/slug/", "/{slug}/")
    return _PATTERNS[language].format(id=opportunity_id, slug=slug)


_PATTERNS: dict[str, str] = {}


def tags_of(kind: str, direction: str, age: str, *, is_remote: bool, written_in: str, language: str) -> list[Tag]:
    """What it is, for whom, from home; and the language of the words, when it is not the reader's."""
    tags = []
    if not Kind(kind).is_volunteering or direction not in BY_CODE:
        tags.append(Tag(words=label("kind", kind, language)))
    if direction in BY_CODE:
        tags.append(Tag(words=label("direction", direction, language)))
    if age:
        tags.append(Tag(words=age))
    if is_remote:
        tags.append(Tag(words=pgettext("tag", "From home"), look=" tag--info"))
    if written_in:
        tags.append(Tag(words=language_name(written_in, language), look=" tag--line"))
    return tags


@dataclass(frozen=True, kw_only=True, slots=True)
class Time:
    """When it is, as far as a card says it."""

    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool
    time_zone: str
    apply_until: datetime | None
    hours_min: int | None
    hours_max: int | None
    schedule: str


def time_lines(time: Time, language: str, now: datetime) -> list[Line]:
    """When it is, how much a week, until when one applies."""
    when = period(
        time.starts_at,
        time.ends_at,
        all_day=time.all_day,
        time_zone=time.time_zone,
        language=language,
        this_year=now.year,
    )
    hours = hours_in_words(time.hours_min, time.hours_max)
    head = ", ".join(part for part in (when, hours) if part) or time.schedule or _("You choose the time")
    lines = [Line(icon("cal"), head)]
    if time.apply_until:
        day = last_day(time.apply_until, time_zone=time.time_zone, language=language, this_year=now.year)
        lines.append(Line(icon("clock"), _("Apply %(until)s") % {"until": day}))
    return lines


def place_lines(where: str, region: str, address: str, km: float | None = None) -> list[Line]:
    """Where it is, and how far when the reader has said where they are."""
    if where == Where.REMOTE:
        return [Line(icon("home"), Where.REMOTE.label)]
    place = address if not region or region in address else ", ".join(part for part in (region, address) if part)
    if km is not None:
        place = f"{place} · {_('%(km)s km') % {'km': f'{km:.0f}' if km >= 10 else f'{km:.1f}'}}"
    return [Line(icon("pin"), place or _("The place is agreed with you"))]
