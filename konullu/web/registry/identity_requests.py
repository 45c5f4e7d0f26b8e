"""People with a verified identity who ask to change their name or birth date: the Union's staff decide."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from konullu.accounts.operations import identity as operations
from konullu.accounts.operations.access import note
from konullu.accounts.queries.identity import decided_name_changes, name_change_by_id, open_name_changes
from konullu.organisations.queries.accreditation import check_union_decider, check_union_staff
from konullu.platform.errors import Refused
from konullu.web.ui.fields import ParagraphsField
from konullu.web.ui.forms import sentence, show_refusals
from konullu.web.ui.once import once

HERE = "name_changes"


class AnswerForm(forms.Form):
    answer = ParagraphsField(
        max_length=1000,
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("The person reads this word for word."),
        error_messages={"required": gettext_lazy("Write the reason; the person will read it.")},
    )


@login_required
@require_GET
def name_changes(request: HttpRequest) -> HttpResponse:
    check_union_staff(request.user)
    return _show(request)


@login_required
@require_POST
@once
def name_change_approval(request: HttpRequest, request_id: UUID) -> HttpResponse:
    check_union_decider(request.user)
    change = name_change_by_id(request_id)
    try:
        operations.approve_name_change(request=change, by=request.user, now=request.now)
        messages.success(request, _("The name is changed, and the person gets a letter."))
    except Refused as refused:
        messages.error(request, sentence(refused.reasons[0]))
    return HttpResponseRedirect(reverse("registry:name_changes"))


@login_required
@require_POST
@once
def name_change_refusal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    check_union_decider(request.user)
    change = name_change_by_id(request_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, form, change.id)
    try:
        answer = form.cleaned_data["answer"]
        operations.refuse_name_change(request=change, by=request.user, answer=answer, now=request.now)
    except Refused as refused:
        show_refusals(form, refused)
        return _show(request, form, change.id)
    messages.success(request, _("The request is refused, and the person gets a letter with the reason."))
    return HttpResponseRedirect(reverse("registry:name_changes"))


def _show(request: HttpRequest, form: AnswerForm | None = None, at: UUID | None = None) -> HttpResponse:
    waiting = open_name_changes()
    note(
        people=[change.person for change in waiting],
        reader=request.user,
        organisation_id=None,
        organisation_name="",
        purpose="identity",
        fields=["name", "birth_date"],
        now=request.now,
        role="union",
    )
    rows = [(change, form if change.id == at else AnswerForm(auto_id=f"id_{change.id}_%s")) for change in waiting]
    context = {"rows": rows, "decided": decided_name_changes(), "form": form, "here": HERE}
    return render(request, "registry/name_changes.html", context)
