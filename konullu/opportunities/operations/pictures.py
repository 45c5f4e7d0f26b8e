"""The picture of an opportunity: taken, made small and free of traces, or removed."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations.drafting import note
from konullu.opportunities.queries.locks import locked_for
from konullu.opportunities.queries.trust import is_trusted
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.writing import refusals_to_edit
from konullu.platform import files
from konullu.platform.errors import Refused
from konullu.platform.facts import publish
from konullu.platform.pictures import checked_picture

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from konullu.accounts.models import Person

MOST_BYTES = 10_000_000


@transaction.atomic
def set_picture(*, opportunity: Opportunity, upload: "UploadedFile[Any]", by: "Person", now: datetime) -> Opportunity:
    """Put a picture in the place of the former one: JPEG, PNG or WebP, at most 10 MB, kept without place and camera."""
    row = _editable(opportunity, by)
    checked = checked_picture(upload, max_bytes=MOST_BYTES, field="picture")
    former = row.picture
    # The store is last: what comes before can still be rolled back, a written file can't.
    row.picture = files.keep(checked, folder="opportunities")
    _changed(row, former, "picture_set", by, now)
    return row


@transaction.atomic
def remove_picture(*, opportunity: Opportunity, by: "Person", now: datetime) -> Opportunity:
    """Back to the direction's weave. Nothing happens when there is none."""
    row = _editable(opportunity, by)
    if row.picture:
        former, row.picture = row.picture, ""
        _changed(row, former, "picture_removed", by, now)
    return row


def _editable(opportunity: Opportunity, by: "Person") -> Opportunity:
    row = locked_for(by, opportunity.pk, Act.EDIT)
    if refusals := refusals_to_edit(state=row.state):
        raise Refused(refusals)
    return row


def _changed(row: Opportunity, former: str, verb: str, by: "Person", now: datetime) -> None:
    if row.is_public and row.picture and not is_trusted(row.organisation):
        row.recheck_since = row.recheck_since or now
    row.changed_at = now
    row.save(update_fields=["picture", "changed_at", "recheck_since"])
    note(row=row, verb=verb, by=by, now=now)
    # Copies share the file; it goes with the last of them.
    if former and not Opportunity.objects.filter(picture=former).exists():
        transaction.on_commit(partial(files.forget, former))
    if row.is_public:
        publish(OpportunitiesChanged(opportunity_ids=(row.pk,)))
