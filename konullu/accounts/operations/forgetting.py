"""What accounts deletes of a person, and what it keeps under the number without a name."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Q

from konullu.accounts.models import (
    AccessNeeds,
    AccessRecord,
    Availability,
    Code,
    Consent,
    Device,
    EmergencyContact,
    Erasure,
    Export,
    GuardianInvitation,
    Guardianship,
    Interest,
    LinkedIdentity,
    NameChangeRequest,
    Passkey,
    Person,
    RecoveryCode,
    SignInTry,
    SpokenLanguage,
    TimeCode,
)
from konullu.accounts.models.person import ERASED_BIRTH_YEAR
from konullu.accounts.operations.export import forget_files
from konullu.accounts.operations.guardianships import close
from konullu.accounts.queries.family import INVITATION_HASH
from konullu.accounts.queries.signin import address_hash, contacts_of
from konullu.accounts.rules import erasure as rules
from konullu.accounts.rules.age import day_of
from konullu.journal.queries import entries_about, entries_by, entries_on_behalf_of
from konullu.platform.models import MailboxItem
from konullu.platform.secrets import keyed_hashes

# Tables of the person's own that go without a trace, by the receipt's words (rules.erasure.DELETED).
_OWN: dict[str, list[type[models.Model]]] = {
    "languages": [SpokenLanguage],
    "interests": [Interest],
    "availability": [Availability],
    "emergency_contact": [EmergencyContact],
    "access_needs": [AccessNeeds],
    "devices": [Device, SignInTry],
    "keys": [Passkey, TimeCode, RecoveryCode],
    "identity": [LinkedIdentity, NameChangeRequest],
}
_SIGN_IN_APPS = ("account", "socialaccount")  # allauth keeps rows of its own about people


@transaction.atomic
def forget(*, person: Person, now: datetime) -> dict[str, Any]:
    """Empty a person who is locked by the caller, in the caller's transaction. Returns the receipt (codes, counts)."""
    day = day_of(person, now)
    # First, so that nobody who is told of an ended guardianship writes to this person any more.
    Person.objects.filter(pk=person.pk).update(erased_at=now)
    deleted = {code: sum(_delete(model, person) for model in tables) for code, tables in _OWN.items()}
    deleted["identity"] += _forget_allauth(person)
    deleted["invitations"] = _forget_invitations(person)
    deleted["letters"] = _forget_mailbox(person)
    deleted["files"] = _end_guardianships(person, now)
    deleted["exports"] = _forget_exports(person)
    _forget_codes(person)
    _empty(person, now)
    deleted["account"] = 1
    return {
        "deleted": [{"code": code, "count": deleted[code]} for code in rules.DELETED if deleted[code]],
        "kept": [
            {"code": code, "count": count, "until": day_or_none.isoformat() if day_or_none else None}
            for code, count in _kept(person).items()
            if count
            for day_or_none in [rules.until(rules.KEPT[code], day)]
        ],
    }


def _delete(model: type[models.Model], person: Person) -> int:
    return model._default_manager.filter(person=person).delete()[0]


def _forget_allauth(person: Person) -> int:
    """Whatever points at a person from the library's tables."""
    count = 0
    for label in _SIGN_IN_APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey) and field.related_model is get_user_model():
                    count += model._default_manager.filter(**{field.name: person}).delete()[0]
    return count


def _forget_invitations(person: Person) -> int:
    """Those for the person, by the person, and those that went to their phone or e-mail."""
    hashes = [
        digest
        for contact in contacts_of(person)
        for digest in keyed_hashes(INVITATION_HASH, f"{contact.kind}:{contact.value}")
    ]
    concerned = Q(minor=person) | Q(invited_by=person) | Q(address_hash__in=hashes)
    return GuardianInvitation.objects.filter(concerned).delete()[0]


def _forget_mailbox(person: Person) -> int:
    """Development only: letters to the person, and letters to others that name them."""
    about = Q(to__in=[contact.value for contact in contacts_of(person)]) | Q(text__contains=person.name)
    return MailboxItem.objects.filter(about).delete()[0]


def _end_guardianships(person: Person, now: datetime) -> int:
    """Ends those in force, on both sides, and deletes the documents. Returns the number of files."""
    held = Guardianship.objects.select_for_update().filter(Q(minor=person) | Q(guardian=person)).order_by("id")
    documents = []
    for guardianship in held:
        if guardianship.document:
            documents.append(guardianship.document)
            guardianship.document = ""
            guardianship.save(update_fields=["document"])
        if guardianship.ended_at is None:
            close(guardianship=guardianship, ending=Guardianship.Ending.ERASED, by_id=None, now=now)
    forget_files(names=documents)
    return len(documents)


def _forget_exports(person: Person) -> int:
    """Copies of the person's data, whoever asked for them, and copies of others that the person holds."""
    held = Export.objects.filter(Q(person=person) | Q(requested_by=person))
    forget_files(names=list(held.exclude(file="").values_list("file", flat=True)))
    return held.delete()[0]


def _forget_codes(person: Person) -> None:
    Code.objects.filter(address_hash__in=[address_hash(contact) for contact in contacts_of(person)]).delete()


def _empty(person: Person, now: datetime) -> None:
    person.name = rules.NAMELESS
    person.birth_year = ERASED_BIRTH_YEAR
    person.birth_date = None
    person.phone = None
    person.email = None
    person.district = None
    person.is_operator = False
    person.identity_verified_at = None
    person.last_login = None
    person.erased_at = now
    person.set_unusable_password()
    person.save()


def _kept(person: Person) -> dict[str, int]:
    return {
        "consents": Consent.objects.filter(person=person).count(),
        "access_records": AccessRecord.objects.filter(person=person).count(),
        "guardianships": Guardianship.objects.filter(Q(minor=person) | Q(guardian=person)).count(),
        "erasures": Erasure.objects.filter(person=person).count(),
        "journal": entries_about("accounts.person", person.pk).count()
        + entries_by(person.pk).exclude(subject_id=person.pk).count()
        + entries_on_behalf_of(person.pk).exclude(actor_id=person.pk).exclude(subject_id=person.pk).count(),
    }
