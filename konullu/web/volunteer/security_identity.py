"""My national identity, and the request to change a name that it has locked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from konullu.accounts.operations import identity as operations
from konullu.accounts.queries.identity import identity_of, name_change_of
from konullu.platform.errors import Refused
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.identity_ways import identity_ways
from konullu.web.ui.once import once
from konullu.web.volunteer.security_forms import NameChangeForm


@login_required
@require_safe
def identity(request: HttpRequest) -> HttpResponse:
    context = {
        "identity": identity_of(request.user),
        "change": name_change_of(request.user),
        "providers": identity_ways(),
    }
    return render(request, "volunteer/identity.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def name_change(request: HttpRequest) -> HttpResponse:
    """Ask the Union's staff to change what the verified identity has locked."""
    person = request.user
    if person.identity_verified_at is None:
        return HttpResponseRedirect(reverse("volunteer:identity"))
    form = NameChangeForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.ask_for_name_change(
                person=person,
                name=data["name"],
                birth_date=data["birth_date"],
                reason=data["reason"],
                now=request.now,
            )
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("Your request is with the Union’s staff. The answer comes by letter."))
            return HttpResponseRedirect(reverse("volunteer:identity"))
    return render(request, "volunteer/name_change.html", {"form": form})


@login_required
@require_POST
def name_change_withdrawal(request: HttpRequest) -> HttpResponse:
    operations.withdraw_name_change(person=request.user, now=request.now)
    messages.success(request, _("The request is withdrawn."))
    return HttpResponseRedirect(reverse("volunteer:identity"))
