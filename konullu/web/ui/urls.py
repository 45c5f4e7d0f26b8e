"""Addresses without a language: the root, health, the look, the style guide, what robots and reporters read."""

from django.urls import URLPattern, URLResolver, path

from konullu.web.ui import health, letters, mailbox, site, style_guide

app_name = "ui"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", site.root, name="root"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/worker", health.worker, name="health_worker"),
    path("metrics", health.show_metrics, name="metrics"),
    path("theme/", site.theme, name="theme"),
    path("ui/", style_guide.root, name="style_guide_root"),
    path("ui/<str:language>/", style_guide.show, name="style_guide"),
    path("ui/<str:language>/letters/", letters.all_letters, name="letters"),
    path("ui/<str:language>/letters/<slug:domain>/<slug:name>/", letters.one_letter, name="letter"),
    path("ui/<str:language>/letters/<slug:domain>/<slug:name>/html/", letters.letter_html, name="letter_html"),
    path("dev/mailbox/", mailbox.mailbox, name="mailbox"),
    path("dev/mailbox/<uuid:item_id>/", mailbox.item, name="mailbox_item"),
    path("dev/mailbox/<uuid:item_id>/html/", mailbox.item_html, name="mailbox_html"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security, name="security"),
    path("favicon.ico", site.favicon, name="favicon"),
]
