"""Second factors of a person."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from konullu.accounts.models import Passkey, Person, RecoveryCode, TimeCode
from konullu.platform.errors import NotVisible


def passkeys_of(person: Person) -> list[Passkey]:
    """Oldest first."""
    return list(Passkey.objects.filter(person=person).order_by("created_at"))


def passkey_visible_to(person: Person, passkey_id: UUID) -> Passkey:
    """One's own passkey, or NotVisible."""
    passkey = Passkey.objects.filter(person=person, id=passkey_id).first()
    if passkey is None:
        raise NotVisible
    return passkey


def time_code_of(person: Person) -> TimeCode | None:
    return TimeCode.objects.filter(person=person).first()


def has_time_code(person: Person) -> bool:
    return TimeCode.objects.filter(person=person).exists()


def has_second_factor(person: Person) -> bool:
    """A passkey or an authenticator app; recovery codes alone are none."""
    has_passkey = Exists(Passkey.objects.filter(person=OuterRef("id")))
    has_app = Exists(TimeCode.objects.filter(person=OuterRef("id")))
    return Person.objects.filter(has_passkey | has_app, id=person.id).exists()


def count_factors(person: Person) -> int:
    return Passkey.objects.filter(person=person).count() + TimeCode.objects.filter(person=person).count()


def recovery_codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()
