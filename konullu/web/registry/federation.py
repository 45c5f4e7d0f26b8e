"""Unions: the tree of members and the terms of office."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from konullu.organisations.operations import federation as operations
from konullu.organisations.queries import federation as queries
from konullu.organisations.queries.accreditation import check_union_decider, check_union_staff
from konullu.organisations.queries.team import may_decide_for_union
from konullu.organisations.rules.accreditation import BAKU
from konullu.organisations.words import Post
from konullu.platform.errors import Refused
from konullu.web.ui.fields import DayField
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

WRITE_THE_DAY = {"required": _("Write the day.")}


class MembershipForm(forms.Form):
    union = forms.ChoiceField(label=_("Union"))
    member = forms.ChoiceField(label=_("Member"), error_messages={"required": _("Choose an organisation.")})
    since_date = DayField(label=_("Since"), error_messages=WRITE_THE_DAY)
    until_date = DayField(label=_("Until"), help_text=_("The first day that is no longer counted."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unions = {str(row.pk): row for row in queries.unions_to_choose()}
        self.members = {str(row.pk): row for row in queries.members_to_choose()}
        self.fields["union"].choices = [(key, row.name) for key, row in self.unions.items()]
        self.fields["member"].choices = [("", "—"), *((key, row.name) for key, row in self.members.items())]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "union": self.unions[data["union"]], "member": self.members[data["member"]]}


class EndForm(forms.Form):
    until_date = DayField(
        label=_("Until"), help_text=_("The first day that is no longer counted."), error_messages=WRITE_THE_DAY
    )


class OfficeForm(forms.Form):
    post = forms.ChoiceField(label=_("Post"))
    person = forms.ChoiceField(label=_("Person"), help_text=_("People of the union's team."))
    since_date = DayField(label=_("Since"), error_messages=WRITE_THE_DAY)
    until_date = DayField(label=_("Until"), help_text=_("The first day that is no longer counted."), required=False)

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["post"].choices = Post.choices()
        self.fields["person"].choices = [(key, person.name) for key, person in self.people.items()]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "person": self.people[self.cleaned_data["person"]]}


@login_required
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    check_union_staff(request.user)
    today = request.now.astimezone(BAKU).date()
    context = {
        "forest": queries.tree_on(today),
        "may_decide": may_decide_for_union(request.user),
        "here": "unions",
    }
    return render(request, "registry/unions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def join(request: HttpRequest) -> HttpResponse:
    check_union_decider(request.user)
    form = MembershipForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.join_union(by=request.user, now=request.now, **form.values())
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:unions")
    return render(request, "registry/membership.html", {"form": form, "here": "unions"})


@login_required
@require_http_methods(["GET", "POST"])
@once
def leave(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    check_union_decider(request.user)
    membership = queries.membership_by_id(membership_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.leave_union(membership=membership, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:unions")
    return render(request, "registry/membership_end.html", {"membership": membership, "form": form, "here": "unions"})


@login_required
@require_http_methods(["GET", "POST"])
@once
def offices(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    check_union_staff(request.user)
    union = queries.union_by_id(organisation_id)
    may_decide = may_decide_for_union(request.user)
    form = (
        OfficeForm(request.POST if request.method == "POST" else None, people=queries.people_for_office(union))
        if may_decide
        else None
    )
    if request.method == "POST":
        check_union_decider(request.user)
    if form is not None and form.is_valid():
        try:
            operations.appoint(organisation=union, by=request.user, now=request.now, **form.values())
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:offices", organisation_id)
    terms = queries.offices_of(union, today=request.now.astimezone(BAKU).date())
    return render(request, "registry/offices.html", {"union": union, "offices": terms, "form": form, "here": "unions"})


@login_required
@require_http_methods(["GET", "POST"])
@once
def end_office(request: HttpRequest, office_id: UUID) -> HttpResponse:
    check_union_decider(request.user)
    office = queries.office_by_id(office_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.end_office(office=office, by=request.user, now=request.now, **form.cleaned_data)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            return redirect("registry:offices", office.organisation_id)
    return render(request, "registry/office_end.html", {"office": office, "form": form, "here": "unions"})
