"""Under /accounts/: only what the identity services need. No page of allauth's own is reachable."""

from django.urls import URLPattern, URLResolver, path

from konullu.web.portal import identity

urlpatterns: list[URLPattern | URLResolver] = [
    # Names and addresses as allauth expects them.
    path("oidc/<slug:provider_id>/login/", identity.oidc_login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", identity.oidc_callback, name="openid_connect_callback"),
    path("token/login/", identity.token_login, name="identity_token_login"),
    path("token/return/", identity.token_return, name="identity_token_return"),
    path("token/check/", identity.token_check, name="identity_token_check"),
]
