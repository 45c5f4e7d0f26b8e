"""Public pages: no account needed."""

from django.urls import URLPattern, URLResolver, path

from konullu.web.portal import entry_urls, home, info, organisations, unsubscribe

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("how-to-start/", info.page, {"template": "portal/how_to_start.html"}, name="how_to_start"),
    path("under-18/", info.page, {"template": "portal/under_18.html"}, name="under_18"),
    path("for-organisations/", info.page, {"template": "portal/for_organisations.html"}, name="for_organisations"),
    path("rules/", info.page, {"template": "portal/rules.html"}, name="rules"),
    path("privacy/", info.page, {"template": "portal/privacy.html"}, name="privacy"),
    path("accessibility/", info.page, {"template": "portal/accessibility.html"}, name="accessibility"),
    path("letters/stop/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    *entry_urls.urlpatterns,
]
