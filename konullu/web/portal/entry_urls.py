"""Coming in and going out."""

from django.urls import URLPattern, path

from konullu.web.portal import sign_in, sign_up

urlpatterns: list[URLPattern] = [
    path("sign-up/", sign_up.sign_up, name="sign_up"),
    path("sign-up/code/", sign_up.sign_up_code, name="sign_up_code"),
    path("sign-up/code/another/", sign_up.sign_up_code_again, name="sign_up_code_again"),
    path("sign-up/account/", sign_up.sign_up_account, name="sign_up_account"),
    path("sign-up/other-contact/", sign_up.sign_up_other_contact, name="sign_up_other_contact"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-in/code/another/", sign_in.sign_in_code_again, name="sign_in_code_again"),
    path("sign-in/passkey/", sign_in.sign_in_passkey, name="sign_in_passkey"),
    path("sign-in/passkey/challenge/", sign_in.sign_in_challenge, name="sign_in_challenge"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
]
