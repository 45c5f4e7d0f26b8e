"""My family: the guardians of a minor, the minors of a guardian, and the invitations between them."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konullu.accounts.operations import family as operations
from konullu.accounts.operations import guardianships
from konullu.accounts.queries import family as queries
from konullu.accounts.rules.age import is_minor
from konullu.accounts.rules.contacts import Contact, read_contact
from konullu.accounts.rules.family import RELATIONS
from konullu.platform.errors import Refused
from konullu.platform.secrets import unseal
from konullu.web.ui.fields import LineField
from konullu.web.ui.forms import sentence, show_refusals
from konullu.web.ui.language_names import capital_choices
from konullu.web.ui.once import once
from konullu.web.volunteer.space import space_of


class InvitationForm(forms.Form):
    relation = forms.ChoiceField(
        label=_("Who are they to the minor?"),
        choices=capital_choices(RELATIONS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who they are."), "invalid_choice": _("Choose one from the list.")},
    )
    address = LineField(
        label=_("Their phone or e-mail"),
        help_text=_("We send them a link. They sign in with their own account."),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "email"}),
        error_messages={"required": _("Write their phone or e-mail.")},
    )

    def clean_address(self) -> Contact:
        found = read_contact(self.cleaned_data["address"])
        if isinstance(found, Contact):
            return found
        raise forms.ValidationError(sentence(found), code=found.code)


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=_("Document"),
        help_text=_("Birth certificate, or decision on guardianship. PDF, JPEG or PNG, at most 10 MB."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
            "invalid": _("Choose a file."),
        },
    )


@login_required
@require_GET
def guardians(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id, seen=("guardians",))
    person = space.person
    invitations = queries.open_invitations_of(person, request.now)
    context = {
        "space": space,
        "is_minor": is_minor(person, request.now),
        "guardianships": queries.guardianships_of(person, request.now),
        "invitations": [(invitation, unseal(invitation.sealed_address)) for invitation in invitations],
        "wardships": queries.wardships_of(person, request.now) if space.is_own else [],
        "asked": queries.invitations_to(person, request.now) if space.is_own else [],
    }
    return render(request, "volunteer/guardians.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once
def guardian_invite(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    space = space_of(request, person_id)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if space.is_own:
        form.fields["relation"].label = _("Who are they to you?")
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            operations.invite(
                minor=space.person, by=space.reader, language=get_language() or "az", now=request.now, **typed
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _now("The invitation is on its way. The link works for seven days."))
            return redirect(space.way("guardians"))
    return render(request, "volunteer/guardian_invite.html", {"space": space, "form": form})


@login_required
@require_POST
def guardian_invitation_withdrawal(
    request: HttpRequest, invitation_id: UUID, person_id: UUID | None = None
) -> HttpResponse:
    space = space_of(request, person_id)
    invitation = queries.invitation_sent_by(space.reader, invitation_id, request.now)
    try:
        operations.withdraw_invitation(invitation_id=invitation.pk, by=space.reader, now=request.now)
    except Refused as refused:
        messages.warning(request, sentence(refused.reasons[0]))
    else:
        messages.success(request, _now("The invitation is withdrawn. Its link no longer works."))
    return redirect(space.way("guardians"))


@login_required
@require_http_methods(["GET", "POST"])
def guardianship_end(request: HttpRequest, guardianship_id: UUID) -> HttpResponse:
    guardianship = queries.guardianship_visible_to(request.user, guardianship_id)
    if request.method == "POST":
        guardianships.end(guardianship_id=guardianship.pk, by=request.user, now=request.now)
        messages.success(request, _now("The guardianship has ended."))
        return redirect("volunteer:guardians")
    return render(request, "volunteer/guardianship_end.html", {"guardianship": guardianship})


@login_required
@require_http_methods(["GET", "POST"])
def guardianship_document(request: HttpRequest, guardianship_id: UUID) -> HttpResponse:
    guardianship = queries.guardianship_held_by(request.user, guardianship_id, request.now)
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["document"]
        try:
            guardianships.attach_document(
                guardianship_id=guardianship.pk, by=request.user, upload=upload, now=request.now
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _now("The document is with the staff. They check it within five working days."))
            return redirect("volunteer:guardians")
    context: dict[str, Any] = {"guardianship": guardianship, "form": form}
    return render(request, "volunteer/guardianship_document.html", context)


@login_required
@require_GET
def ward(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The rooms of a minor in my care."""
    space = space_of(request, person_id, seen=("name",))
    return render(request, "volunteer/ward.html", {"space": space})
