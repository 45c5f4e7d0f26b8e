"""Public pages: no account needed."""

from django.urls import URLPattern, URLResolver, path

from konullu.web.portal import (
    calendar_file,
    entry_urls,
    home,
    info,
    joining,
    opportunity,
    organisations,
    search,
    unsubscribe,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("opportunities/", search.opportunities, name="opportunities"),
    path("opportunities/map/", search.opportunities_map, name="opportunities_map"),
    path("opportunities/<uuid:opportunity_id>/", opportunity.opportunity, name="opportunity_short"),
    path("joining/<uuid:opportunity_id>/", joining.joining, name="joining"),
    path("pictures/<uuid:opportunity_id>/", opportunity.picture, name="opportunity_picture"),
    path("opportunities/<uuid:opportunity_id>/calendar.ics", calendar_file.calendar_file, name="opportunity_calendar"),
    path("opportunities/<uuid:opportunity_id>/<slug:slug>/", opportunity.opportunity, name="opportunity"),
    path("how-to-start/", info.page, {"template": "portal/how_to_start.html"}, name="how_to_start"),
    path("under-18/", info.page, {"template": "portal/under_18.html"}, name="under_18"),
    path("for-organisations/", info.page, {"template": "portal/for_organisations.html"}, name="for_organisations"),
    path("rules/", info.page, {"template": "portal/rules.html"}, name="rules"),
    path("privacy/", info.page, {"template": "portal/privacy.html"}, name="privacy"),
    path("accessibility/", info.page, {"template": "portal/accessibility.html"}, name="accessibility"),
    path("letters/stop/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    *entry_urls.urlpatterns,
]
