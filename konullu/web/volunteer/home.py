"""My page: what is next, what is missing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konullu.accounts.queries import consents, erasure, family
from konullu.accounts.queries.profile import profile_of
from konullu.accounts.rules.age import is_minor, is_under_14, needs_birth_date
from konullu.organisations.queries import teams_of
from konullu.web.volunteer.profile_sections import SECTIONS
from konullu.web.volunteer.space import space_of


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    space = space_of(request, None)
    person, now = space.person, request.now
    profile = profile_of(person)
    optional = [section for section in SECTIONS.values() if section.key in profile.filled]
    missing = [section for section in optional if not profile.filled[section.key]]
    account = consents.standing_of(person, "account", now)
    context = {
        "space": space,
        "erasure": erasure.waiting_erasure_of(person),
        "needs_birth_date": needs_birth_date(person, now),
        "is_minor": is_minor(person, now),
        "guardians": family.guardianships_of(person, now),
        "wards": family.wardships_of(person, now),
        "asked": family.invitations_to(person, now),
        "account_consent": account,
        "guardian_agrees": is_under_14(person, now),
        "missing": missing[:3],
        "filled_count": len(optional) - len(missing),
        "section_count": len(optional),
        "teams": teams_of(person),
    }
    return render(request, "volunteer/home.html", context)
