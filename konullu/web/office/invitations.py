"""Inviting to a team, and the page that an invited person sees before saying yes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.accounts.rules.contacts import Contact, read_contact
from konullu.organisations.operations import invitations as operations
from konullu.organisations.queries import organisation_for
from konullu.organisations.queries.team import invitation_by_token, invitation_for, is_addressed_to, role_in
from konullu.organisations.rules.roles import INVITABLE_BY, Act
from konullu.organisations.words import Role
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.ratelimit import Wait, take
from konullu.web.office.roles import WHAT_ROLES_DO, role_choices
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import refused_form, sentence, show_refusals
from konullu.web.ui.once import once


class InviteForm(forms.Form):
    contact = LineField(
        label=_("Phone or e-mail"),
        help_text=_("The person needs no account yet. The link works for 14 days."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write a phone number or an e-mail.")},
    )
    role = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose a role.")}
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)

    def clean_contact(self) -> Contact:
        contact = read_contact(self.cleaned_data["contact"])
        if not isinstance(contact, Contact):
            raise forms.ValidationError(sentence(contact), code=contact.code)
        return contact


@login_required
@require_http_methods(["GET", "POST"])
@once
def invite(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, organisation_id, Act.INVITE)
    mine = role_in(request.user, organisation) or Role.VIEWER
    roles = [role for role in Role if role in INVITABLE_BY[mine]]
    form = InviteForm(
        request.POST if request.method == "POST" else None, roles=roles, initial={"language": get_language()}
    )
    if form.is_valid() and not (wait := _wait(request, form.cleaned_data["contact"], organisation_id)):
        try:
            operations.invite(organisation=organisation, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:team", organisation_id)
    elif form.is_bound and form.is_valid():
        form.add_error("contact", wait.next_step)
    return render(request, "office/invite.html", {"organisation": organisation, "form": form, "here": "team"})


@login_required
@require_POST
@once
def withdraw(request: HttpRequest, organisation_id: UUID, invitation_id: UUID) -> HttpResponse:
    row = invitation_for(request.user, organisation_id, invitation_id, now=request.now)
    operations.withdraw(invitation=row, by=request.user, now=request.now)
    return redirect("office:team", organisation_id)


@never_cache
@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Readable without an account: first see who asks, then decide."""
    try:
        row = invitation_by_token(token, now=request.now)
    except NotVisible:
        return render(request, "office/invitation_gone.html", status=404)
    return _page(request, row, token)


@never_cache
@login_required
@require_POST
@once
def accept(request: HttpRequest, token: str) -> HttpResponse:
    row = invitation_by_token(token, now=request.now)
    confirmed = request.POST.get("confirmed") == "on"
    try:
        operations.accept(invitation=row, person=request.user, confirmed=confirmed, now=request.now)
    except Refused as refused:
        return _page(request, row, token, refused_form(refused))
    return redirect("office:overview", row.organisation_id)


@never_cache
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    row = invitation_by_token(token, now=request.now)
    operations.decline(invitation=row, now=request.now)
    return render(request, "office/invitation_declined.html", {"organisation": row.organisation})


def _wait(request: HttpRequest, contact: Contact, organisation_id: UUID) -> Wait | None:
    """Nobody is flooded with invitations, and no team floods the country."""
    by_contact = take(bucket="team_invitation", key=contact.value, limit=5, per=timedelta(days=1), now=request.now)
    by_team = take(
        bucket="team_invitations", key=str(organisation_id), limit=60, per=timedelta(days=1), now=request.now
    )
    return by_contact or by_team


def _page(request: HttpRequest, row: Any, token: str, form: forms.Form | None = None) -> HttpResponse:
    context = {
        "invitation": row,
        "organisation": row.organisation,
        "what_role_does": WHAT_ROLES_DO[Role(row.role)],
        "is_mine": is_addressed_to(row, request.user),
        "token": token,
        "form": form,
    }
    return render(request, "office/invitation.html", context)
