"""Writing the ledger of consents. The person's row is locked, so that the numbers have no gaps and no twins."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from konullu.accounts.models import AccessNeeds, Consent, Person
from konullu.accounts.queries.consents import has_consent
from konullu.accounts.queries.family import is_guardian_of
from konullu.accounts.rules import consents as rules
from konullu.accounts.rules.age import age_of
from konullu.accounts.rules.purposes import Purpose, current, good
from konullu.journal.operations import record
from konullu.platform.errors import NotVisible, Refused


class TextChangedError(RuntimeError):
    """A published text of a purpose differs from what people have consented to. The installation is broken."""


@transaction.atomic
def give(
    *, person: Person, by: Person, purpose: str, language: str, now: datetime, version: int | None = None
) -> Consent:
    """Write "given" with the six items as shown in `language` (docs/law.md, AZ-8).

    by: the person or their guardian, else NotVisible. version: the text that was read; None: the newest.
    Giving what already counts returns the row that counts.
    """
    person, rows = _lock(person, by, purpose, now)
    found = current().get(purpose)
    if found and version is not None and (found := good(purpose, version)) is None:
        raise Refused(rules.text_outdated())
    by_self = by.pk == person.pk
    if reasons := rules.refusals_to_give(purpose=found, age=age_of(person, now), by_self=by_self):
        raise Refused(reasons)
    assert found is not None
    word = rules.latest_by_self(rows) if by_self else rules.latest_by_guardian(rows, by.pk)
    if word is not None and word.version == found.version and rules.counts(word, purpose=found, now=now):
        return word
    language = found.language(language)
    _refuse_changed_text(found, language)
    return _write(person, by, found, Consent.Act.GIVEN, language, now, valid_until=found.valid_until(now))


@transaction.atomic
def withdraw(*, person: Person, by: Person, purpose: str, language: str, now: datetime) -> Consent:
    """Write "withdrawn"; from now on the data are not used for it. Special-category data are deleted at once.

    A guardian may also withdraw what the minor or another guardian gave. Withdrawing twice returns the first row.
    """
    person, rows = _lock(person, by, purpose, now)
    found = current().get(purpose)
    by_self = by.pk == person.pk
    reasons = rules.refusals_to_withdraw(
        purpose=found, age=age_of(person, now), by_self=by_self, ever_given=any(row.act == "given" for row in rows)
    )
    if reasons:
        raise Refused(reasons)
    assert found is not None
    word = rules.latest_by_self(rows) if by_self else rules.latest_by_guardian(rows, by.pk)
    if word is not None and word.act == "withdrawn":
        return word
    row = _write(person, by, found, Consent.Act.WITHDRAWN, found.language(language), now, valid_until=None)
    if purpose == "access_needs" and not has_consent(person.pk, purpose, now):
        AccessNeeds.objects.filter(person=person).delete()
    return row


def _lock(person: Person, by: Person, purpose: str, now: datetime) -> tuple[Person, list[Consent]]:
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if by.pk != person.pk and not is_guardian_of(by, person, now):
        raise NotVisible
    return person, list(Consent.objects.filter(person=person, purpose=purpose).order_by("number"))


def _write(
    person: Person,
    by: Person,
    purpose: Purpose,
    act: Consent.Act,
    language: str,
    now: datetime,
    *,
    valid_until: datetime | None,
) -> Consent:
    row = Consent.objects.create(
        created_at=now,
        person=person,
        number=(Consent.objects.filter(person=person).aggregate(top=Max("number"))["top"] or 0) + 1,
        act=act,
        purpose=purpose.code,
        version=purpose.version,
        language=language,
        text_hash=purpose.text_hash(language),
        items={
            "subject_id": str(person.pk),
            "operator_id": settings.OPERATOR["id"],
            "operator_name": settings.OPERATOR["name"],
            **purpose.texts[language],
        },
        given_by=by,
        capacity="self" if by.pk == person.pk else "guardian",
        valid_until=valid_until,
    )
    record(
        verb=f"accounts.consent_{act}",
        subject_kind="accounts.consent",
        subject_id=row.pk,
        actor_id=by.pk,
        on_behalf_of_id=None if by.pk == person.pk else person.pk,
        now=now,
        detail={"purpose": purpose.code, "version": purpose.version, "language": language},
    )
    return row


def _refuse_changed_text(purpose: Purpose, language: str) -> None:
    """The ledger must never hold two texts under one number."""
    earlier = (
        Consent.objects.filter(purpose=purpose.code, version=purpose.version, language=language)
        .exclude(text_hash=purpose.text_hash(language))
        .exists()
    )
    if earlier:
        raise TextChangedError(f"{purpose.code}/{purpose.version}/{language}")
