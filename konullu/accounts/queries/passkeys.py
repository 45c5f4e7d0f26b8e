"""What the browser is asked to do with passkeys."""

from typing import Any

from webauthn import generate_authentication_options, generate_registration_options
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from konullu.accounts.models import Person
from konullu.accounts.queries.factors import passkeys_of
from konullu.accounts.rules.factors import Site


def registration_options(*, person: Person, site: Site, challenge: bytes) -> dict[str, Any]:
    """What the browser needs to make a passkey; keys that the person has already are left out."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=person.id.bytes,
        user_name=person.email or person.phone or person.name,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id))
            for passkey in passkeys_of(person)
        ],
    )
    return dict(options_to_json_dict(options))


def authentication_options(*, site: Site, challenge: bytes) -> dict[str, Any]:
    """What the browser needs to sign in. It names no keys: the same answer for everybody."""
    options = generate_authentication_options(
        rp_id=site.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options_to_json_dict(options))
