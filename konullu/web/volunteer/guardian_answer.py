"""The answer of an adult who was asked to be a guardian: by the letter's link, or from their own page."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from konullu.accounts.operations import family as operations
from konullu.accounts.queries import family as queries
from konullu.accounts.rules.family import RELATIONS, STATEMENTS, refusals_to_answer
from konullu.platform.errors import Refused
from konullu.web.ui.forms import show_refusals


class AcceptanceForm(forms.Form):
    relation = forms.ChoiceField(
        label=_("Who are you to the minor?"),
        choices=[(code, STATEMENTS[code]) for code in RELATIONS],
        widget=forms.RadioSelect,
        help_text=_("Choose the statement that is true. It is recorded with the time."),
        error_messages={"required": _("Choose who you are."), "invalid_choice": _("Choose one from the list.")},
    )
    stated = forms.BooleanField(label=_("I confirm this statement"), required=False)


@never_cache
@require_http_methods(["GET", "POST"])
def guardian_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the letter's link. Somebody who is not signed in sees the first name, and may say no."""
    return _answer(request, queries.invitation_by_token(token), token)


@login_required
@require_http_methods(["GET", "POST"])
def guardian_asked(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The same for an invitation that went to the reader's own phone or e-mail."""
    return _answer(request, queries.invitation_addressed_to(request.user, invitation_id, request.now), "")


@require_POST
def guardian_refusal(request: HttpRequest, token: str) -> HttpResponse:
    return _decline(request, queries.invitation_by_token(token))


@login_required
@require_POST
def guardian_asked_refusal(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    return _decline(request, queries.invitation_addressed_to(request.user, invitation_id, request.now))


def _answer(request: HttpRequest, invitation, token: str) -> HttpResponse:
    context = {"invitation": invitation, "minor": invitation.minor, "token": token}
    if closed := refusals_to_answer(invitation=invitation, now=request.now):
        return render(request, "volunteer/guardian_gone.html", context | {"reasons": closed}, status=410)
    if not request.user.is_authenticated:
        context["first_name"] = invitation.minor.name.split()[0]
        return render(request, "volunteer/guardian_welcome.html", context)
    form = AcceptanceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.accept(
                invitation_id=invitation.pk,
                person=request.user,
                language=get_language() or "az",
                now=request.now,
                **form.cleaned_data,
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _now("You are the guardian now."))
            return redirect("volunteer:ward", person_id=invitation.minor_id)
    return render(request, "volunteer/guardian_invitation.html", context | {"form": form})


def _decline(request: HttpRequest, invitation) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    try:
        operations.decline(invitation_id=invitation.pk, person=person, now=request.now)
    except Refused as refused:
        context = {"invitation": invitation, "reasons": refused.reasons}
        return render(request, "volunteer/guardian_gone.html", context, status=410)
    return render(request, "volunteer/guardian_declined.html", {"invitation": invitation})
