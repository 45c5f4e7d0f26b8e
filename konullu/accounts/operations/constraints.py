"""When the database wins the race: the broken constraint's name becomes the sentence that a rule would say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from konullu.accounts.rules import contacts, factors, identity, sign_up
from konullu.platform.errors import Refusal, Refused


@contextmanager
def explained(*, also: dict[str, Callable[[], Refusal]] | None = None) -> Iterator[None]:
    """Run writes in a savepoint; a known constraint that breaks is raised as Refused, an unknown one as it is.

    also: other words for a constraint where the same clash means something else to the reader.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None) or ""
        refusal = (also or {}).get(name) or REFUSALS.get(name)
        if refusal is None:
            raise
        raise Refused(refusal()) from error


REFUSALS: dict[str, Callable[[], Refusal]] = {
    "accounts_person_phone_key": contacts.contact_of_another_account,
    "accounts_person_email_key": contacts.contact_of_another_account,
    "accounts_passkey_credential_id_key": factors.passkey_refused,
    "linked_identity_one_person_per_subject": identity.identity_of_another,
    "accounts_linkedidentity_fin_hash_key": identity.identity_of_another,
    "accounts_linkedidentity_person_id_key": identity.account_has_an_identity,
    "name_change_one_open_per_person": identity.request_is_open,
}
SIGN_UP = {
    "accounts_person_phone_key": sign_up.contact_taken,
    "accounts_person_email_key": sign_up.contact_taken,
}
