"""What accounts itself knows about a person, section by section; and who may fetch a finished copy."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konullu.accounts.models import (
    AccessRecord,
    Consent,
    Device,
    Erasure,
    Export,
    Guardianship,
    NameChangeRequest,
    Passkey,
    Person,
    SignInTry,
)
from konullu.accounts.queries.family import person_in_care_of
from konullu.accounts.queries.profile import emergency_contact_of, profile_of
from konullu.accounts.rules.access import FIELDS, PURPOSES, READERS
from konullu.accounts.rules.export import Section, StoredFile
from konullu.journal.queries import entries_about, entries_by, entries_on_behalf_of
from konullu.platform.errors import NotVisible

_AT = _("Time")


def exports_of(person: Person, requested_by: Person) -> list[Export]:
    """The latest copies that this requester asked for, newest first."""
    return list(Export.objects.filter(person=person, requested_by=requested_by).order_by("-created_at")[:5])


def export_to_fetch(reader: Person, export_id: UUID, now: datetime) -> Export:
    """A finished copy, for the one who asked for it and may still see the person; for all others NotVisible."""
    found = Export.objects.filter(
        pk=export_id, requested_by=reader, state=Export.State.READY, expires_at__gt=now
    ).first()
    if found is None:
        raise NotVisible
    person_in_care_of(reader, found.person_id, now)
    return found


def sections_of(person: Person) -> dict[str, Section]:
    """All sections but the access needs, which operations.needs opens. Labels in the language that is active."""
    return {
        "person": _person(person),
        "profile": _profile(person),
        "guardians": _guardians(person),
        "consents": _consents(person),
        "access_records": _access_records(person),
        "devices": _devices(person),
        "passkeys": _passkeys(person),
        "sign_ins": _sign_ins(person),
        "name_changes": _name_changes(person),
        "erasures": _erasures(person),
        "journal": _journal(person),
    }


def _person(person: Person) -> Section:
    district = person.district.names if person.district else {}
    return Section(
        title=_("Account"),
        columns={
            "id": _("Number of the account"),
            "created_at": _("Opened"),
            "name": _("Name"),
            "birth_year": _("Year of birth"),
            "birth_date": _("Date of birth"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "language": _("Language of letters"),
            "time_zone": _("Time zone"),
            "district": _("District"),
            "identity_verified_at": _("Identity verified"),
        },
        rows=[
            {
                "id": person.pk,
                "created_at": person.created_at,
                "name": person.name,
                "birth_year": person.birth_year,
                "birth_date": person.birth_date,
                "phone": person.phone,
                "email": person.email,
                "language": person.language,
                "time_zone": person.time_zone,
                "district": district.get(get_language() or "az") or district.get("en"),
                "identity_verified_at": person.identity_verified_at,
            }
        ],
    )


def _profile(person: Person) -> Section:
    profile, language, contact = profile_of(person), get_language() or "az", emergency_contact_of(person)
    return Section(
        title=_("Profile"),
        columns={"section": _("Part"), "value": _("What stands there")},
        rows=[
            {"section": "languages", "value": profile.languages},
            {"section": "skills", "value": [concept.label(language) for concept in profile.skills]},
            {"section": "causes", "value": [concept.label(language) for concept in profile.causes]},
            {"section": "availability", "value": [f"{day} {part}" for day, part in sorted(profile.availability)]},
            {"section": "emergency_contact", "value": [contact.name, contact.phone, contact.relation]},
        ],
    )


def _guardians(person: Person) -> Section:
    held = [*Guardianship.objects.filter(minor=person), *Guardianship.objects.filter(guardian=person)]
    return Section(
        title=_("Guardians"),
        columns={
            "as": _("You are"),
            "relation": _("Relation"),
            "statement": _("Statement"),
            "created_at": _("Since"),
            "proof": _("Proof"),
            "checked_at": _("Checked"),
            "ended_at": _("Ended"),
        },
        rows=[
            {
                "as": _("the minor") if row.minor_id == person.pk else _("the guardian"),
                "relation": row.get_relation_display(),
                "statement": row.statement,
                "created_at": row.created_at,
                "proof": row.get_proof_display(),
                "checked_at": row.checked_at,
                "ended_at": row.ended_at,
            }
            for row in held
        ],
        files=[
            StoredFile(stored=row.document, name=row.document.rsplit("/", 1)[-1])
            for row in held
            if row.document and row.guardian_id == person.pk
        ],
    )


def _consents(person: Person) -> Section:
    return Section(
        title=_("Consents"),
        columns={
            "number": _("No."),
            "created_at": _AT,
            "act": _("Given or withdrawn"),
            "purpose": _("Purpose"),
            "version": _("Version"),
            "language": _("Language"),
            "capacity": _("By whom"),
            "valid_until": _("Valid until"),
            "items": _("Text"),
            "text_hash": _("Checksum of the text"),
        },
        rows=_rows(
            Consent.objects.filter(person=person).order_by("number"),
            "number created_at act purpose version language capacity valid_until items text_hash",
        ),
    )


def _access_records(person: Person) -> Section:
    return Section(
        title=_("Who saw my data"),
        columns={
            "created_at": _AT,
            "reader": _("Who"),
            "organisation": _("Organisation"),
            "purpose": _("Why"),
            "fields": _("What"),
        },
        rows=[
            {
                "created_at": row.created_at,
                "reader": READERS[row.reader_label],
                "organisation": row.organisation_name,
                "purpose": PURPOSES[row.purpose],
                "fields": [FIELDS[code] for code in row.fields],
            }
            for row in AccessRecord.objects.filter(person=person).order_by("created_at")
        ],
    )


def _devices(person: Person) -> Section:
    return Section(
        title=_("Devices"),
        columns={
            "created_at": _("First seen"),
            "last_seen_at": _("Last seen"),
            "agent": _("Browser"),
            "network": _("Network"),
            "method": _("Signed in by"),
            "revoked_at": _("Signed out"),
        },
        rows=_rows(Device.objects.filter(person=person), "created_at last_seen_at agent network method revoked_at"),
    )


def _passkeys(person: Person) -> Section:
    return Section(
        title=_("Passkeys"),
        columns={"created_at": _("Added"), "name": _("Name"), "used_at": _("Last used")},
        rows=_rows(Passkey.objects.filter(person=person), "created_at name used_at"),
    )


def _sign_ins(person: Person) -> Section:
    return Section(
        title=_("Sign-ins"),
        columns={
            "created_at": _AT,
            "method": _("By"),
            "outcome": _("Result"),
            "agent": _("Browser"),
            "network": _("Network"),
        },
        rows=_rows(SignInTry.objects.filter(person=person), "created_at method outcome agent network"),
    )


def _name_changes(person: Person) -> Section:
    return Section(
        title=_("Requests to change the name"),
        columns={
            "created_at": _AT,
            "name": _("Name"),
            "birth_date": _("Date of birth"),
            "reason": _("Reason"),
            "state": _("State"),
            "answer": _("Answer"),
        },
        rows=_rows(NameChangeRequest.objects.filter(person=person), "created_at name birth_date reason state answer"),
    )


def _erasures(person: Person) -> Section:
    return Section(
        title=_("Requests for erasure"),
        columns={"created_at": _AT, "state": _("State"), "due_at": _("Due")},
        rows=_rows(Erasure.objects.filter(person=person), "created_at state due_at"),
    )


def _journal(person: Person) -> Section:
    """All lines about the account, by the person, and on their behalf; codes and ids, as the journal keeps them."""
    lines = {
        entry.pk: entry
        for found in (
            entries_about("accounts.person", person.pk),
            entries_by(person.pk),
            entries_on_behalf_of(person.pk),
        )
        for entry in found
    }
    return Section(
        title=_("Journal"),
        columns={
            "created_at": _AT,
            "verb": _("What happened"),
            "subject_kind": _("With what"),
            "subject_id": _("Its number"),
            "detail": _("Details"),
        },
        rows=[
            {
                "created_at": entry.created_at,
                "verb": entry.verb,
                "subject_kind": entry.subject_kind,
                "subject_id": entry.subject_id,
                "detail": entry.detail,
            }
            for entry in sorted(lines.values(), key=lambda entry: (entry.created_at, entry.pk))
        ],
    )


def _rows(found: Iterable[object], names: str) -> list[dict[str, object]]:
    return [{name: getattr(row, name) for name in names.split()} for row in found]
