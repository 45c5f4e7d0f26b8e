"""The addresses of what an organisation offers."""

from django.urls import path

from konullu.web.office import (
    opportunities,
    opportunity,
    opportunity_check,
    opportunity_copies,
    opportunity_import,
    opportunity_moves,
    opportunity_new,
    opportunity_picture,
    opportunity_roles,
    opportunity_sections,
    opportunity_wording,
)

OF = "<uuid:organisation_id>/opportunities/"
ONE = "opportunities/<uuid:opportunity_id>/"

urlpatterns = [
    path(OF, opportunities.opportunities, name="opportunities"),
    path(f"{OF}new/", opportunity_new.new, name="opportunity_new"),
    path(f"{OF}changes/", opportunities.several, name="opportunities_several"),
    path(f"{OF}import/", opportunity_import.upload, name="opportunity_import"),
    path(f"{OF}import/columns/", opportunity_import.columns, name="opportunity_import_columns"),
    path(ONE, opportunity.opportunity, name="opportunity"),
    path(f"{ONE}form/<slug:key>/", opportunity_sections.section, name="opportunity_section"),
    path(f"{ONE}languages/<slug:into>/", opportunity_wording.wording, name="opportunity_wording"),
    path(f"{ONE}roles/", opportunity_roles.roles, name="opportunity_roles"),
    path(f"{ONE}picture/", opportunity_picture.picture, name="opportunity_picture"),
    path(f"{ONE}picture/removal/", opportunity_picture.removal, name="opportunity_picture_removal"),
    path(f"{ONE}kind/", opportunity_copies.kind, name="opportunity_kind"),
    path(f"{ONE}publication/", opportunity_check.check, name="opportunity_check"),
    path(f"{ONE}publication/withdrawal/", opportunity_moves.withdrawal, name="opportunity_withdrawal"),
    path(f"{ONE}confirmation/", opportunity_moves.confirmation, name="opportunity_confirmation"),
    path(f"{ONE}closing/", opportunity_moves.closing, name="opportunity_closing"),
    path(f"{ONE}reopening/", opportunity_moves.reopening, name="opportunity_reopening"),
    path(f"{ONE}archive/", opportunity_moves.archiving, name="opportunity_archiving"),
    path(f"{ONE}restoration/", opportunity_moves.restoration, name="opportunity_restoration"),
    path(f"{ONE}copies/", opportunity_copies.copy, name="opportunity_copy"),
    path(f"{ONE}series/", opportunity_copies.series, name="opportunity_series"),
]
