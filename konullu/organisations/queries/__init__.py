"""What is true now, for this reader. The names that other floors call are gathered here."""

from konullu.organisations.queries.accreditation import case_for_union_decider, case_for_union_staff
from konullu.organisations.queries.privacy import memberships_of, objections_to_erasure
from konullu.organisations.queries.public import public_numbers, public_organisation, public_organisations
from konullu.organisations.queries.team import (
    TeamPlace,
    is_staff,
    is_union_staff,
    may,
    organisation_for,
    organisation_for_member,
    organisation_for_owner,
    teams_of,
    union_place_of,
)

__all__ = [
    "TeamPlace",
    "case_for_union_decider",
    "case_for_union_staff",
    "is_staff",
    "is_union_staff",
    "may",
    "memberships_of",
    "objections_to_erasure",
    "organisation_for",
    "organisation_for_member",
    "organisation_for_owner",
    "public_numbers",
    "public_organisation",
    "public_organisations",
    "teams_of",
    "union_place_of",
]
