"""The team: who is in it with which role; change, remove, hand over, leave."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from konullu.accounts.operations.access import note
from konullu.organisations.operations import team as operations
from konullu.organisations.operations.registration import name_responsible
from konullu.organisations.queries import organisation_for_member, organisation_for_owner
from konullu.organisations.queries.team import (
    address_of,
    group_for_owner,
    member_for_owner,
    open_invitations,
    own_place,
    team_of,
)
from konullu.organisations.rules.roles import Act, may
from konullu.organisations.words import LegalForm, Role
from konullu.platform.errors import Refused
from konullu.web.office.roles import role_choices
from konullu.web.ui.forms import refused_form, show_refusals
from konullu.web.ui.once import once


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose a role.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(Role)


class ChosenMemberForm(forms.Form):
    """One person of the team, by the id of their place in it."""

    member = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose a person.")})

    def __init__(self, *args: Any, members: list[Any], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(row.pk): row for row in members}
        self.fields["member"].label = label
        self.fields["member"].choices = [(key, row.person.name) for key, row in self.by_id.items()]

    @property
    def chosen(self) -> Any:
        return self.by_id[self.cleaned_data["member"]]


@login_required
@require_GET
def team(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    place = own_place(request.user, organisation_id)
    organisation, members = place.organisation, team_of(place.organisation)
    may_invite = may(place.role, Act.INVITE)
    invitations = open_invitations(organisation, now=request.now) if may_invite else []
    _note(request, place, members)
    context = {
        "organisation": organisation,
        "members": members,
        "invitations": [(row, address_of(row)) for row in invitations],
        "may_invite": may_invite,
        "may_manage": may(place.role, Act.MANAGE_TEAM),
        "is_group": organisation.legal_form == LegalForm.GROUP,
        "me": place,
        "here": "team",
    }
    return render(request, "office/team.html", context)


def _note(request: HttpRequest, place: Any, members: list[Any]) -> None:
    """Each member can read later who has looked at the team."""
    note(
        people=[row.person for row in members],
        reader=request.user,
        organisation_id=place.organisation.pk,
        organisation_name=place.organisation.name,
        purpose="team",
        fields=["name", "role"],
        role=place.role,
        now=request.now,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once
def member(request: HttpRequest, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    row = member_for_owner(request.user, organisation_id, member_id)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": row.role})
    if form.is_valid():
        try:
            operations.change_role(member=row, by=request.user, role=form.cleaned_data["role"], now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:team", organisation_id)
    context = {"organisation": row.organisation, "member": row, "form": form, "here": "team"}
    return render(request, "office/member.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def remove(request: HttpRequest, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    row = member_for_owner(request.user, organisation_id, member_id)
    context = {"organisation": row.organisation, "member": row, "here": "team"}
    if request.method == "POST":
        try:
            operations.remove(member=row, by=request.user, now=request.now)
        except Refused as refused:
            return render(request, "office/member_removal.html", {**context, "form": refused_form(refused)})
        return redirect("office:team", organisation_id)
    return render(request, "office/member_removal.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def hand_over(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for_owner(request.user, organisation_id)
    others = [row for row in team_of(organisation) if row.person_id != request.user.pk]
    form = ChosenMemberForm(
        request.POST if request.method == "POST" else None, members=others, label=_("Who takes over?")
    )
    if form.is_valid():
        try:
            operations.hand_over(organisation=organisation, by=request.user, to=form.chosen, now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:team", organisation_id)
    context = {"organisation": organisation, "form": form, "has_others": bool(others), "here": "team"}
    return render(request, "office/handover.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def leave(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = organisation_for_member(request.user, organisation_id)
    context = {"organisation": organisation, "here": "team"}
    if request.method == "POST":
        try:
            operations.leave(organisation=organisation, person=request.user, now=request.now)
        except Refused as refused:
            return render(request, "office/leaving.html", {**context, "form": refused_form(refused)})
        messages.success(request, _now("You are no longer in the team of “%(name)s”.") % {"name": organisation.name})
        return redirect("office:home")
    return render(request, "office/leaving.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def responsible(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    organisation = group_for_owner(request.user, organisation_id)
    able = [row for row in team_of(organisation) if row.role in (Role.OWNER, Role.COORDINATOR)]
    current = next((str(row.pk) for row in able if row.person_id == organisation.responsible_id), None)
    form = ChosenMemberForm(
        request.POST if request.method == "POST" else None,
        members=able,
        label=_("Who answers for the group?"),
        initial={"member": current},
    )
    if form.is_valid():
        try:
            name_responsible(organisation=organisation, by=request.user, person=form.chosen.person, now=request.now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("office:team", organisation_id)
    return render(request, "office/responsible.html", {"organisation": organisation, "form": form, "here": "team"})
