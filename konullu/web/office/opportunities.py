"""All that an organisation offers: by state, found by title, several changed at once."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from konullu.opportunities.operations import bulk
from konullu.opportunities.queries.office import Line, offered_by, offered_counts
from konullu.opportunities.rules.roles import Act, may
from konullu.opportunities.words import State
from konullu.organisations.queries import organisation_for, organisation_for_member
from konullu.organisations.queries.team import role_in
from konullu.organisations.rules.roles import Act as OrganisationAct
from konullu.web.office.opportunity_moves import REASONS
from konullu.web.ui.asked import asked_text
from konullu.web.ui.calendar_fields import CalendarField
from konullu.web.ui.fields import LineField, PhoneField
from konullu.web.ui.forms import sentence
from konullu.web.ui.once import once
from konullu.web.ui.periods import period

ALL = "all"  # everything but the archive
BAKU = ZoneInfo("Asia/Baku")
NAMED = 5  # of those that were not changed, in the message


@dataclass(frozen=True, kw_only=True)
class Tab:
    code: str
    label: str | Promise
    count: int
    is_here: bool


class SeveralForm(forms.Form):
    """One act for all that are ticked."""

    act = forms.ChoiceField(
        label=_("What becomes of them?"),
        choices=[
            ("close", _("They close")),
            ("extend", _("One can apply longer")),
            ("contact", _("They get another contact")),
            ("archive", _("They go into the archive")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of them.")},
    )
    closing = forms.ChoiceField(
        label=_("Why do they close?"),
        choices=[("", _("Choose")), *((word.value, word.label) for word in REASONS)],
        required=False,
    )
    apply_until = CalendarField(label=_("The new last day to apply"), required=False)
    contact_name = LineField(label=_("Who answers questions?"), max_length=120, required=False)
    contact_phone = PhoneField(label=_("Phone"), max_length=40, required=False)
    contact_email = LineField(label=_("E-mail"), max_length=254, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.chosen = _ids(data.getlist("chosen")) if data else []

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.chosen:
            self.add_error(None, _("Nothing is ticked. Tick at least one in the list."))
        if typed.get("act") == "close" and not typed.get("closing"):
            self.add_error("closing", _("Choose why they close."))
        if typed.get("act") == "extend" and not typed.get("apply_until") and "apply_until" not in self.errors:
            self.add_error("apply_until", _("Write the new last day."))
        return typed


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[: bulk.MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@login_required
@require_GET
def opportunities(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for_member(request.user, organisation_id)
    return _page(request, organisation, SeveralForm())


@login_required
@require_POST
@once
def several(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, OrganisationAct.EDIT)
    form = SeveralForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, form)
    outcome = _do(request, form)
    changed = len(outcome.done)
    words = ngettext("%(n)s was changed.", "%(n)s were changed.", changed) % {"n": changed}
    if not outcome.refused:
        messages.success(request, words)
    else:
        reasons = [sentence(reasons[0]) for reasons in list(outcome.refused.values())[:NAMED]]
        left = ngettext("%(n)s was not:", "%(n)s were not:", len(outcome.refused)) % {"n": len(outcome.refused)}
        messages.warning(request, " ".join([words, left, *dict.fromkeys(reasons)]))
    return redirect("office:opportunities", organisation_id)


def _do(request: HttpRequest, form: SeveralForm) -> bulk.Outcome:
    typed, about = form.cleaned_data, {"ids": form.chosen, "by": request.user, "now": request.now}
    match typed["act"]:
        case "close":
            return bulk.close_many(closing=typed["closing"], **about)
        case "extend":
            last = datetime.combine(typed["apply_until"] + timedelta(days=1), time(), BAKU)
            return bulk.extend_many(apply_until=last, **about)
        case "contact":
            contact = {name: typed[f"contact_{name}"] for name in ("name", "email", "phone")}
            return bulk.set_contact_of_many(**contact, **about)
        case _:
            return bulk.archive_many(**about)


def _page(request: HttpRequest, organisation: Any, form: SeveralForm) -> HttpResponse:
    asked, text = request.GET.get("state", ALL), asked_text(request, "q", at_most=120)
    state = asked if asked in set(State) else ALL
    counts = offered_counts(request.user, organisation.pk)
    rows = _rows(request, organisation, "" if state == ALL else state, text)
    language = get_language() or "az"
    context = {
        "organisation": organisation,
        "rows": rows,
        "lines": [(line, _when(line, language, request.now), line.id in form.chosen) for line in rows],
        "tabs": _tabs(counts, state),
        "total": sum(counts.values()),
        "state": state,
        "text": text,
        "pager_query": urlencode({"state": state, "q": text}) + "&",
        "may_edit": may(role_in(request.user, organisation), Act.EDIT),
        "form": form,
        "here": "opportunities",
    }
    return render(request, "office/opportunities.html", context)


def _rows(request: HttpRequest, organisation: Any, state: str, text: str) -> Page[Line]:
    return offered_by(
        request.user,
        organisation.pk,
        state=state,
        kind="",
        text=text,
        page=request.GET.get("page", "1"),
        language=get_language() or "az",
    )


def _tabs(counts: dict[State, int], here: str) -> list[Tab]:
    """All that is not in the archive, then the states that have something."""
    current = sum(count for state, count in counts.items() if state != State.ARCHIVED)
    first = Tab(code=ALL, label=_("All"), count=current, is_here=here == ALL)
    states = [
        Tab(code=state.value, label=state.label, count=count, is_here=here == state.value)
        for state, count in counts.items()
        if count or here == state.value
    ]
    return [first, *states]


def _when(line: Line, language: str, now: datetime) -> str:
    return period(
        line.starts_at,
        line.ends_at or line.apply_until,
        all_day=line.all_day,
        time_zone=line.time_zone,
        language=language,
        this_year=now.year,
    )
