"""Small addresses of the whole site."""

from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from konullu.web.ui.context import THEME_COOKIE, THEMES

COOKIE_AGE = 60 * 60 * 24 * 365


@require_safe
@vary_on_headers("Cookie", "Accept-Language")
def root(_request: HttpRequest) -> HttpResponse:
    """To the home page in the reader's language: the latest one read, else the browser's, else Azerbaijani."""
    return HttpResponseRedirect(f"/{get_language()}/")


@require_POST
@csrf_exempt  # it changes nothing but the reader's own cookie, and so public pages need no key cookie
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the system wishes; back to the page where the switch was."""
    wish = request.POST.get("theme", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = reverse("ui:root")
    response = HttpResponseRedirect(back)
    if wish in THEMES:
        response.set_cookie(
            THEME_COOKIE, wish, max_age=COOKIE_AGE, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    closed = "".join(
        f"Disallow: /{code}/{part}/\n" for code, _ in settings.LANGUAGES for part in ("me", "office", "registry")
    )
    map_of_site = f"Sitemap: {urljoin(settings.PUBLIC_URL, reverse('sitemap'))}\n"
    text = f"User-agent: *\n{closed}Disallow: /dev/\nDisallow: /api/\n{map_of_site}"
    return HttpResponse(text, content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a hole. Who runs the installation says so in KONULLU_SECURITY_CONTACT; else 404."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {request.now + timedelta(days=180):%Y-%m-%dT00:00:00Z}",  # type: ignore[attr-defined]
        "Preferred-Languages: az, en, ru",
        f"Canonical: {urljoin(settings.PUBLIC_URL, reverse('ui:security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("ui/logo.svg"))
