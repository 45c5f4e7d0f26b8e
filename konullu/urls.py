from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("konullu.web.ui.urls")),  # health, metrics, theme, root redirect, /ui/, /dev/
    path("accounts/", include("konullu.web.portal.identity_urls")),
    path("api/v1/", include("konullu.api.urls")),
    path("feeds/", include("konullu.api.feeds.urls")),
    path("", include("konullu.api.feeds.sitemap_urls")),
    *i18n_patterns(
        path("", include("konullu.web.portal.urls")),
        path("me/", include("konullu.web.volunteer.urls")),
        path("office/", include("konullu.web.office.urls")),
        path("registry/", include("konullu.web.registry.urls")),
        prefix_default_language=True,
    ),
]

handler400 = "konullu.web.ui.errors.bad_request"
handler403 = "konullu.web.ui.errors.forbidden"
handler404 = "konullu.web.ui.errors.not_found"
handler500 = "konullu.web.ui.errors.server_error"

assert __name__ == settings.ROOT_URLCONF
