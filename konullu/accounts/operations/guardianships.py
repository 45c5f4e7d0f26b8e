"""What becomes of a guardianship: its proof, and its end."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from konullu.accounts.facts import GuardianshipEnded
from konullu.accounts.models import Guardianship, Person
from konullu.accounts.rules import family as rules
from konullu.journal.operations import record
from konullu.platform import files
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.facts import publish

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

DOCUMENT_BYTES = 10_000_000

Ending = Guardianship.Ending
Proof = Guardianship.Proof


@transaction.atomic
def end(*, guardianship_id: UUID, by: Person, now: datetime) -> Guardianship:
    """Guardian or minor ends it; for anybody else it is NotVisible. Ending twice changes nothing."""
    guardianship = Guardianship.objects.select_for_update().get(pk=guardianship_id)
    endings = {guardianship.guardian_id: Ending.BY_GUARDIAN, guardianship.minor_id: Ending.BY_MINOR}
    if by.pk not in endings:
        raise NotVisible
    if guardianship.ended_at is None:
        close(guardianship=guardianship, ending=endings[by.pk], by_id=by.pk, now=now)
    return guardianship


@transaction.atomic
def hand_over(*, now: datetime) -> int:
    """End the guardianships of everybody who has come of age; the nightly task. Returns how many.

    Queries don't wait for this: from the birthday on a guardian sees nothing (queries.family).
    """
    # Nobody born later than this can be of age anywhere on Earth; rules decide about the others one by one.
    youngest_year = now.year - 17
    held = (
        Guardianship.objects.filter(ended_at=None, minor__birth_year__lte=youngest_year)
        .select_related("minor")
        .select_for_update(of=("self",))
        .order_by("id")
    )
    due = [guardianship for guardianship in held if rules.has_come_of_age(guardianship.minor, now)]
    for guardianship in due:
        close(guardianship=guardianship, ending=Ending.CAME_OF_AGE, by_id=None, now=now)
    return len(due)


@transaction.atomic
def attach_document(*, guardianship_id: UUID, by: Person, upload: "UploadedFile[bytes]", now: datetime) -> None:
    """The guardian adds a document (birth certificate, decision on guardianship) that staff will look at.

    platform.files checks the real type and size and refuses what it can't take. A newer document replaces the
    older one until staff have decided.
    """
    guardianship = Guardianship.objects.select_for_update().get(pk=guardianship_id)
    if by.pk != guardianship.guardian_id or guardianship.ended_at is not None:
        raise NotVisible
    checked = files.checked_upload(upload, kinds=files.DOCUMENTS, max_bytes=DOCUMENT_BYTES, field="document")
    former = guardianship.document
    guardianship.document = files.keep(checked, folder="guardianships")
    guardianship.document_at = now
    guardianship.proof = Proof.DOCUMENT
    guardianship.save(update_fields=["document", "document_at", "proof"])
    _journal("accounts.relation_document_added", guardianship, by_id=by.pk, now=now)
    if former:
        transaction.on_commit(lambda: files.forget(former))


@transaction.atomic
def check(*, guardianship_id: UUID, by: Person, is_true: bool, now: datetime) -> Guardianship:
    """Staff have looked at the document: the relation is verified, or rejected and the guardianship ends.

    The caller has authorised the staff. The document itself is deleted then; the verdict and its time remain.
    """
    guardianship = Guardianship.objects.select_for_update().get(pk=guardianship_id)
    reasons = rules.refusals_to_check(
        proof=guardianship.proof,
        ended=guardianship.ended_at is not None,
        is_party=by.pk in (guardianship.guardian_id, guardianship.minor_id),
    )
    if reasons:
        raise Refused(reasons)
    document = guardianship.document
    guardianship.proof = Proof.VERIFIED if is_true else Proof.REJECTED
    guardianship.document = ""
    guardianship.checked_at = now
    guardianship.checked_by_id = by.pk
    guardianship.save(update_fields=["proof", "document", "checked_at", "checked_by_id"])
    verb = "accounts.relation_verified" if is_true else "accounts.relation_rejected"
    _journal(verb, guardianship, by_id=by.pk, now=now)
    transaction.on_commit(lambda: files.forget(document))
    if not is_true:
        close(guardianship=guardianship, ending=Ending.REJECTED, by_id=by.pk, now=now)
    return guardianship


@transaction.atomic
def close(*, guardianship: Guardianship, ending: str, by_id: UUID | None, now: datetime) -> None:
    """End a guardianship that is locked by the caller, in the caller's transaction."""
    guardianship.ended_at = now
    guardianship.ending = ending
    guardianship.save(update_fields=["ended_at", "ending"])
    _journal("accounts.guardianship_ended", guardianship, by_id=by_id, now=now, ending=str(ending))
    publish(GuardianshipEnded(guardianship.pk, guardianship.minor_id, guardianship.guardian_id, str(ending), now))


def _journal(verb: str, guardianship: Guardianship, *, by_id: UUID | None, now: datetime, **detail: str) -> None:
    record(
        verb=verb,
        subject_kind="accounts.guardianship",
        subject_id=guardianship.pk,
        actor_id=by_id,
        on_behalf_of_id=guardianship.minor_id,
        now=now,
        detail=detail,
    )
