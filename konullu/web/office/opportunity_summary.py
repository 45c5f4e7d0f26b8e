"""What an opportunity says, in a few words for each page of its form; and where a missing thing is filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from konullu.opportunities.queries.offers import view_of
from konullu.opportunities.rules.details import Details
from konullu.opportunities.rules.kinds import asks
from konullu.opportunities.rules.publishing import refusals_to_submit
from konullu.opportunities.words import Declaration
from konullu.platform.errors import Refusal
from konullu.web.office.opportunity_forms import FIELDS
from konullu.web.office.opportunity_sections import SECTIONS
from konullu.web.ui.offers import Offer

SHOWN = 6  # values of one part
# Where the Union's reasons are mended: the sections of the rules -> a page of the form.
PAGES = {"words": "basics", "when": "basics", "where": "basics", "who": "people", "gives": "gives", "after": "gives"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page of the form as the opportunity's own page shows it."""

    title: str | Promise
    values: list[Any]
    url: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What stands in the way of publishing, and the very field where it is put right."""

    text: Any
    next_step: Any
    url: str


def offer_of(row: Any, now: datetime) -> Offer:
    return Offer(view_of(row), get_language() or "az", now)


def preview_url(row: Any) -> str:
    """The public page. Before it is published, the team alone can open it."""
    return reverse("portal:opportunity", kwargs={"opportunity_id": row.pk, "slug": row.slug})


def parts_of(offer: Offer) -> list[Part]:
    """All pages of the form, in their order, with what they say."""
    view = offer.view
    values = {
        "basics": [offer.when, offer.place or view.where.label, offer.age, offer.places],
        "people": [fact.words for fact in (*offer.asks, *offer.eases)],
        "gives": [fact.words for fact in (*offer.gives, *offer.brings)],
        "subjects": [subject.words for subject in offer.subjects],
    }
    parts = [
        Part(title=section.title, values=_few(values[key]), url=section_url(view.id, key))
        for key, section in SECTIONS.items()
    ]
    if asks(view.kind, "roles"):
        names = [role.name for role in offer.roles]
        title = pgettext_lazy("opportunity", "Roles")
        parts.append(Part(title=title, values=_few(names), url=_url("office:opportunity_roles", view.id)))
    others = [code for code, _name in settings.LANGUAGES if code != view.main_language]
    said = [name for code, name in settings.LANGUAGES if code in others and code in view.wordings]
    url = reverse("office:opportunity_wording", kwargs={"opportunity_id": view.id, "into": others[0]})
    parts.append(Part(title=_("Other languages"), values=said, url=url))
    picture = [offer.words.picture_text or _("is there")] if view.picture else []
    parts.append(Part(title=_("Picture"), values=picture, url=_url("office:opportunity_picture", view.id)))
    return parts


def missing_of(row: Any, details: Details, now: datetime) -> list[Missing]:
    """All that stands in the way, but for the declarations: those are given on the page that publishes."""
    refusals = refusals_to_submit(
        details,
        declared=list(Declaration),
        organisation_state=row.organisation.state,
        legal_form=row.organisation.legal_form,
        now=now,
    )
    return [Missing(text=each.text, next_step=each.next_step, url=_where(row, each)) for each in refusals]


def _where(row: Any, refusal: Refusal) -> str:
    if refusal.next_url_name:
        return reverse(refusal.next_url_name, kwargs={"organisation_id": row.organisation_id})
    field = FIELDS.get(refusal.field or "", refusal.field)
    if field == "kind":
        return reverse("office:opportunity_kind", kwargs={"opportunity_id": row.pk})
    return f"{section_url(row.pk, 'basics')}#id_{field}"


def page_of_reason(opportunity_id: UUID, section: str | None) -> str:
    """Where a reason of the Union is mended, or nothing when it can be anywhere."""
    if section == "picture":
        return _url("office:opportunity_picture", opportunity_id)
    return section_url(opportunity_id, PAGES[section]) if section in PAGES else ""


def section_url(opportunity_id: UUID, key: str) -> str:
    return reverse("office:opportunity_section", kwargs={"opportunity_id": opportunity_id, "key": key})


def _url(name: str, opportunity_id: UUID) -> str:
    return reverse(name, kwargs={"opportunity_id": opportunity_id})


def _few(values: Iterable[Any]) -> list[Any]:
    found = [value for value in values if value]
    return [*found[:SHOWN], "…"] if len(found) > SHOWN else found
