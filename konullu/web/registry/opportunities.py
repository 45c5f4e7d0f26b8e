"""What organisations offer, at the desk of the Union: what waits, one case, yes or why not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.opportunities.operations import moderation
from konullu.opportunities.queries.moderation import (
    case_for_union_decider,
    case_for_union_staff,
    decided_for_union_staff,
    queue_for_union_staff,
)
from konullu.opportunities.queries.offers import view_of
from konullu.opportunities.queries.reading import history_of
from konullu.opportunities.rules.publishing import MOVES, answer_due, moves_from
from konullu.opportunities.words import Declaration, State
from konullu.platform.errors import Refused
from konullu.web.ui.fields import ParagraphsField
from konullu.web.ui.forms import refused_form, show_refusals
from konullu.web.ui.language_names import language_name
from konullu.web.ui.offer_history import named
from konullu.web.ui.offers import Offer
from konullu.web.ui.once import once

NOT_THE_UNIONS = {"submit", "publish", "withdraw", "close", "reopen", "archive", "restore"}


class AnswerForm(forms.Form):
    """A yes, with a word to the team if one is needed."""

    text = ParagraphsField(label=_("A word to the team"), max_length=2000, rows=3, required=False)


class ReasonsForm(forms.Form):
    reasons = forms.MultipleChoiceField(label=_("Reasons"), widget=forms.CheckboxSelectMultiple, required=False)
    text = ParagraphsField(
        label=_("What is to be mended, in your own words"),
        help_text=_("The team reads this word for word."),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, move: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = [(reason.code, reason.text) for reason in MOVES[move].reasons]
        # "Optional" would be untrue; the rules ask for both in their own words.
        self.fields["reasons"].widget.is_required = self.fields["text"].widget.is_required = True


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    waiting = queue_for_union_staff(request.user, now=request.now, language=get_language() or "az")
    context = {
        "waiting": waiting,
        "overdue": sum(row.is_overdue for row in waiting),
        "here": "opportunities",
    }
    return render(request, "registry/opportunities.html", context)


@login_required
@require_GET
def decided(request: HttpRequest) -> HttpResponse:
    found = decided_for_union_staff(request.user, page=request.GET.get("page", "1"))
    titled = [(row, _title(row.opportunity)) for row in found]
    context = {"decisions": found, "titled": titled, "here": "opportunities"}
    return render(request, "registry/opportunity_decisions.html", context)


@login_required
@require_GET
def case(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _page(request, case_for_union_staff(request.user, opportunity_id))


@login_required
@require_POST
@once
def acceptance(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    found = case_for_union_decider(request.user, opportunity_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            moderation.accept(
                opportunity=found.opportunity, by=request.user, text=form.cleaned_data["text"], now=request.now
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:opportunities")
    return _page(request, case_for_union_staff(request.user, opportunity_id), form)


@login_required
@require_POST
@once
def recheck(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The change that was made in public is in order."""
    found = case_for_union_decider(request.user, opportunity_id)
    try:
        moderation.confirm_change(opportunity=found.opportunity, by=request.user, now=request.now)
    except Refused as refused:
        return _page(request, case_for_union_staff(request.user, opportunity_id), refused_form(refused))
    return redirect("registry:opportunities")


@login_required
@require_http_methods(["GET", "POST"])
@once
def send_back(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _with_reasons(request, opportunity_id, "return", moderation.send_back)


@login_required
@require_http_methods(["GET", "POST"])
@once
def take_down(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    return _with_reasons(request, opportunity_id, "take_down", moderation.take_down)


def _with_reasons(request: HttpRequest, opportunity_id: UUID, move: str, act: Callable[..., Any]) -> HttpResponse:
    found = case_for_union_decider(request.user, opportunity_id)
    form = ReasonsForm(request.POST if request.method == "POST" else None, move=move)
    if form.is_valid():
        try:
            act(opportunity=found.opportunity, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:opportunities")
    context = {
        "case": found,
        "offer": _offer(request, found),
        "form": form,
        "move": move,
        "is_possible": move in moves_from(found.opportunity.state) and found.may_decide,
        "here": "opportunities",
    }
    return render(request, "registry/opportunity_return.html", context)


def _page(request: HttpRequest, found: Any, form: forms.Form | None = None) -> HttpResponse:
    row, offer = found.opportunity, _offer(request, found)
    since = row.submitted_at if row.state == State.SUBMITTED else row.recheck_since
    due = answer_due(since) if since else None
    moves = set(moves_from(row.state)) - NOT_THE_UNIONS if found.may_decide else set()
    if row.recheck_since is None:
        moves.discard("recheck")
    context = {
        "case": found,
        "offer": offer,
        "opportunity": row,
        "organisation": row.organisation,
        "declarations": _declarations(row),
        "others": _other_wordings(offer),
        "history": [(move, named(move.reasons)) for move in history_of(row)],
        "moves": moves,
        "due": due,
        "overdue": due is not None and due < request.now,
        "answer": form if isinstance(form, AnswerForm) else AnswerForm(),
        "form": form,
        "here": "opportunities",
    }
    return render(request, "registry/opportunity.html", context)


def _offer(request: HttpRequest, found: Any) -> Offer:
    return Offer(view_of(found.opportunity), get_language() or "az", request.now)


def _title(row: Any) -> str:
    """In the reader's language, else in the main one; the wordings are there already."""
    titles = {wording.language: wording.title for wording in row.wordings.all()}
    return str(titles.get(get_language() or "az") or titles.get(row.main_language, ""))


def _declarations(row: Any) -> list[tuple[Any, bool]]:
    """The five sentences, and whether each was declared; none for the kinds that need none."""
    return [(word.label, word.value in row.declarations) for word in Declaration] if row.is_volunteering else []


def _other_wordings(offer: Offer) -> list[tuple[str, Any]]:
    """What it says in the languages that the page above does not show: they are read too."""
    return [
        (language_name(wording.language, offer.language), wording)
        for wording in offer.view.wordings.values()
        if wording.language != offer.words.language
    ]
