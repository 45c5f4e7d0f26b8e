"""Under /me/security/: how I sign in."""

from django.urls import URLPattern, path, re_path

from konullu.web.volunteer import (
    security,
    security_confirm,
    security_contacts,
    security_factors,
    security_identity,
)

urlpatterns: list[URLPattern] = [
    path("security/", security.security, name="security"),
    path("security/devices/", security.devices, name="devices"),
    path("security/devices/revocation/", security.devices_revocation, name="devices_revocation"),
    path("security/devices/<uuid:device_id>/revocation/", security.device_revocation, name="device_revocation"),
    path("security/second-step/", security_confirm.second_factor, name="second_factor"),
    path("security/second-step/passkey/", security_confirm.passkey_check, name="passkey_check"),
    path("security/second-step/passkey/challenge/", security_confirm.passkey_challenge, name="passkey_challenge"),
    path("security/confirmation/", security_confirm.confirmation, name="confirmation"),
    path("security/confirmation/code/", security_confirm.confirmation_code, name="confirmation_code"),
    path("security/passkeys/", security_factors.passkeys, name="passkeys"),
    path("security/passkeys/making/", security_factors.passkey_making, name="passkey_making"),
    path("security/passkeys/<uuid:passkey_id>/removal/", security_factors.passkey_removal, name="passkey_removal"),
    path("security/app/", security_factors.time_code, name="time_code"),
    path("security/app/removal/", security_factors.time_code_removal, name="time_code_removal"),
    path("security/recovery-codes/", security_factors.recovery_codes, name="recovery_codes"),
    path("security/contacts/", security_contacts.contacts, name="contacts"),
    path("security/contacts/code/", security_contacts.contact_code, name="contact_code"),
    re_path(
        r"^security/contacts/(?P<kind>phone|email)/removal/$", security_contacts.contact_removal, name="contact_removal"
    ),
    path("security/identity/", security_identity.identity, name="identity"),
    path("security/identity/name-change/", security_identity.name_change, name="name_change"),
    path(
        "security/identity/name-change/withdrawal/",
        security_identity.name_change_withdrawal,
        name="name_change_withdrawal",
    ),
]
