"""Which national identity services this installation is connected to: for the buttons that lead there."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse


@dataclass(frozen=True)
class IdentityWay:
    """A button: where it posts to, and the name on it."""

    url: str
    name: str


def identity_ways() -> list[IdentityWay]:
    """Usually none or one. The routes are those of web/portal/identity_urls.py."""
    found = []
    if settings.OIDC_SERVER:
        url = reverse("openid_connect_login", kwargs={"provider_id": settings.OIDC_ID})
        found.append(IdentityWay(url, settings.OIDC_NAME))
    if settings.IDENTITY_TOKEN_AUTH and settings.IDENTITY_TOKEN_API:
        found.append(IdentityWay(reverse("identity_token_login"), settings.IDENTITY_TOKEN_NAME))
    return found
