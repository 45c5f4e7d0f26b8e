"""A file of others becomes opportunities: looked at first, then written in one transaction, a second time to no effect.

A row is created, changed, unchanged or refused. What a file no longer names stays as it is. A row that was taken
before and has changed in the file is written over in what the file says; what was done here (its state, words in other
languages, its picture) stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import blake2b
from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from konullu.journal.operations import record
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.importing.files import Rows
from konullu.opportunities.importing.mapping import Mapping
from konullu.opportunities.importing.rows import Offered, Reading, Wrong, becomes, read_row
from konullu.opportunities.importing.tally import Tally
from konullu.opportunities.models import ImportedOrganisation, ImportRun, Opportunity, Wording
from konullu.opportunities.operations.drafting import slug_for
from konullu.opportunities.queries.importing import Known, known_of, organisations_of_source, region_index
from konullu.opportunities.rules.goals import default_goal
from konullu.opportunities.rules.kinds import kinds_for
from konullu.opportunities.words import Closing, Kind, State
from konullu.organisations.operations.listing import list_organisations
from konullu.organisations.queries import organisation_for
from konullu.organisations.rules.roles import Act as OrganisationAct
from konullu.platform.bulk import blank, copy_in
from konullu.platform.errors import Refusal, Refused
from konullu.platform.facts import publish
from konullu.platform.ids import new_id

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.organisations.models import Organisation

BATCH = 1000
EDITED_IN_BULK = frozenset({State.DRAFT, State.RETURNED})
type Row = dict[str, Any]  # by attribute, as platform.bulk writes it


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """How this file is taken."""

    mapping: Mapping
    organisation: "Organisation | None"
    now: datetime

    @property
    def source(self) -> str:
        """A chosen mapping's rows are the organisation's own: two organisations may use the same identifiers."""
        return f"file:{self.organisation.pk.hex}" if self.organisation else self.mapping.name

    @property
    def kinds(self) -> Sequence[Kind]:
        return kinds_for(self.organisation.legal_form) if self.organisation else list(Kind)


@dataclass(frozen=True, kw_only=True)
class _Sorted:
    """One batch: what is new, and what was here and differs."""

    new: list[Offered]
    changed: list[tuple[Offered, Known]]


def preview(
    *, rows: Rows, mapping: Mapping, organisation: "Organisation | None", by: "Person | None", now: datetime
) -> Tally:
    """What `import_rows` would do now. Nothing is written."""
    tally = Tally()
    for _batch in _sorted(rows, _plan(mapping, organisation, by, now), tally):
        pass
    return tally


@transaction.atomic
def import_rows(
    *,
    rows: Rows,
    mapping: Mapping,
    organisation: "Organisation | None",
    by: "Person | None",
    file_name: str,
    digest: str,
    now: datetime,
) -> tuple[ImportRun, Tally]:
    """Write the rows. digest: SHA-256 of the file, in hex. organisation: whose rows they are; None when the file says.

    All or nothing but for the refused rows, which are named with their cell and reason. Refused while another import
    from the same source is running. Raises importing.files.NotATable for a file that breaks off.
    """
    plan = _plan(mapping, organisation, by, now)
    _alone(plan.source)
    tally, run_id = Tally(), new_id()
    for batch in _sorted(rows, plan, tally):
        _write(batch, plan)
    run = ImportRun.objects.create(
        id=run_id,
        created_at=now,
        mapping=mapping.name,
        file_name=file_name[-160:],
        digest=digest,
        organisation=organisation,
        started_by=by,
        created=tally.created,
        changed=tally.changed,
        unchanged=tally.unchanged,
        refused=tally.refused,
        refused_rows=[{"row": one.row, "cell": one.cell, "code": one.code} for one in tally.refused_rows],
    )
    record(
        verb="opportunities.imported",
        subject_kind="opportunities.import",
        subject_id=run.pk,
        actor_id=by.pk if by else None,
        on_behalf_of_id=organisation.pk if organisation else None,
        now=now,
        detail={"mapping": mapping.name, "created": tally.created, "changed": tally.changed, "refused": tally.refused},
    )
    return run, tally


def _plan(mapping: Mapping, organisation: "Organisation | None", by: "Person | None", now: datetime) -> _Plan:
    if by is not None and organisation is not None:
        organisation = organisation_for(by, organisation.pk, OrganisationAct.EDIT)
    if organisation is None and not mapping.organisation_name:
        raise Refused(
            [
                Refusal(
                    code="opportunities.import_whose",
                    text=_("The file does not say which organisation offers its rows."),
                    next_step=_("Name the organisation that they belong to."),
                    field="organisation",
                )
            ]
        )
    return _Plan(mapping=mapping, organisation=organisation, now=now)


def _alone(source: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {source}"])
        if not cursor.fetchone()[0]:
            raise Refused(
                [
                    Refusal(
                        code="opportunities.import_running",
                        text=_("Another import from this source is running."),
                        next_step=_("Wait until it has ended, then start again."),
                    )
                ]
            )


def _sorted(rows: Rows, plan: _Plan, tally: Tally) -> Iterator[_Sorted]:
    """Batch by batch, so that a long file needs no more memory than a short one. Counts as it goes."""
    regions, kinds, seen = region_index(), plan.kinds, set[bytes]()
    readings = (read_row(number, row, plan.mapping, regions, kinds) for number, row in rows)
    for batch in batched(readings, BATCH, strict=False):
        known = known_of(plan.source, [reading.offered.key for reading in batch if reading.offered])
        taken = [reading for reading in batch if _is_taken(reading, seen, known, plan, tally)]
        offers = [reading.offered for reading in taken if reading.offered]
        new = [offered for offered in offers if offered.key not in known]
        changed = [
            (offered, old)
            for offered in offers
            if (old := known.get(offered.key)) and old.digest != offered.digest(plan.mapping)
        ]
        tally.created += len(new)
        tally.changed += len(changed)
        tally.unchanged += len(offers) - len(new) - len(changed)
        yield _Sorted(new=new, changed=changed)


def _is_taken(reading: Reading, seen: set[bytes], known: dict[str, Known], plan: _Plan, tally: Tally) -> bool:
    """Refuse what is wrong, what may not be written over, and an identifier that stood in an earlier row."""
    if reading.offered is not None:
        old = known.get(reading.offered.key)
        if old and old.digest != reading.offered.digest(plan.mapping) and not _may_be_written_over(old, plan):
            reading.wrong.append(Wrong(cell="", code="not_a_draft", value=""))
        mark = blake2b(reading.offered.key.encode(), digest_size=8).digest()
        if mark in seen:
            reading.wrong.append(Wrong(cell="", code="repeated", value=reading.offered.key[:80]))
        seen.add(mark)
    if reading.wrong:
        tally.refuse(reading)
        return False
    tally.take(reading)
    return True


def _may_be_written_over(old: Known, plan: _Plan) -> bool:
    """A team's table is no way around the Union, nor around the check-list of what is public; an operator's may be."""
    return plan.organisation is None or old.state in EDITED_IN_BULK


def _write(batch: _Sorted, plan: _Plan) -> None:
    whose = _organisations(batch.new, plan)
    made = [(offered, _new(offered, whose, plan)) for offered in batch.new]
    kept = [(offered, _again(offered, old, plan)) for offered, old in batch.changed]
    copy_in(Opportunity, [row for _offered, row in made])
    copy_in(Wording, [_words(offered, row["id"], plan) for offered, row in made])
    Opportunity.objects.bulk_create(
        [Opportunity(**row) for _offered, row in kept],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_WRITTEN_OVER,
    )
    Wording.objects.bulk_create(
        [Wording(**_words(offered, row["id"], plan)) for offered, row in kept],
        update_conflicts=True,
        unique_fields=["opportunity", "language"],
        update_fields=_WORDS,
    )
    if public := tuple(row["id"] for _offered, row in [*made, *kept] if row["published_at"]):
        publish(OpportunitiesChanged(opportunity_ids=public))


_SAME = [
    "kind",
    "where",
    "direction",
    "address",
    "latitude",
    "longitude",
    "starts_at",
    "ends_at",
    "all_day",
    "apply_until",
    "weekly_hours_min",
    "weekly_hours_max",
    "places",
    "age_min",
    "age_max",
    "contact_name",
    "contact_email",
    "contact_phone",
    "external_url",
]
_LISTS = ["causes", "skills", "requirements", "accessibility", "languages", "papers", "hazards", "provided"]
_WORDS = ["title", "summary", "text", "schedule", "bring", "gives", "place_note"]
_WRITTEN_OVER = [
    *_SAME,
    *_LISTS,
    "region",
    "goals",
    "primary_goal",
    "time_zone",
    "state",
    "closing",
    "closed_at",
    "changed_at",
    "source_digest",
]


def _new(offered: Offered, whose: dict[str, UUID], plan: _Plan) -> Row:
    state, closing = becomes(offered, plan.mapping, plan.now)
    row = _filled(offered, plan)
    row["id"] = new_id()
    row["organisation_id"] = plan.organisation.pk if plan.organisation else whose[offered.organisation_key]
    row["state"], row["closing"] = state.value, closing
    if state != State.DRAFT:
        row["published_at"] = min(offered.posted_at or plan.now, plan.now)
    if state == State.CLOSED:
        row["closed_at"] = plan.now
    return row


def _again(offered: Offered, old: Known, plan: _Plan) -> Row:
    """What the file says anew, in the row that is here. Only a close by the calendar is undone by later days."""
    row = _filled(offered, plan)
    row["id"] = old.id
    row["organisation_id"] = plan.organisation.pk if plan.organisation else new_id()  # it is not written
    for name in ("state", "closing", "closed_at", "published_at"):
        row[name] = getattr(old, name)
    if old.state == State.PUBLISHED or (old.state == State.CLOSED and old.closing == Closing.ENDED):
        state, closing = becomes(offered, plan.mapping, plan.now)
        if state != State.DRAFT:
            row["state"], row["closing"] = state.value, closing
            row["closed_at"] = (old.closed_at or plan.now) if state == State.CLOSED else None
    return row


def _filled(offered: Offered, plan: _Plan) -> Row:
    goal = default_goal(offered.direction)
    said = vars(offered)
    return {
        **_blank_opportunity(),
        **{name: said[name] for name in _SAME},
        **{name: list(said[name]) for name in _LISTS},
        "created_at": plan.now,
        "changed_at": plan.now,
        "slug": slug_for(offered.title),
        "main_language": plan.mapping.language,
        "time_zone": plan.mapping.time_zone,
        "region_id": offered.region or None,
        "primary_goal": goal,
        "goals": [goal] if goal else [],
        "source": plan.source,
        "source_id": offered.key,
        "source_digest": offered.digest(plan.mapping),
    }


@cache
def _blank_opportunity() -> Row:
    return blank(Opportunity)


@cache
def _blank_wording() -> Row:
    return blank(Wording)


def _words(offered: Offered, opportunity_id: UUID, plan: _Plan) -> Row:
    said = vars(offered)
    told = {name: said[name] for name in _WORDS}
    return {**_blank_wording(), **told, "opportunity_id": opportunity_id, "language": plan.mapping.language}


def _organisations(offers: list[Offered], plan: _Plan) -> dict[str, UUID]:
    """Those of the file, made when they are named for the first time."""
    if plan.organisation:
        return {}
    names = {offered.organisation_key: offered.organisation_name for offered in offers}
    known = organisations_of_source(plan.source, names)
    fresh = [key for key in names if key not in known]
    made = list_organisations(names=[names[key] for key in fresh], source=plan.source, now=plan.now)
    ImportedOrganisation.objects.bulk_create(
        ImportedOrganisation(source=plan.source, key=key, organisation=row, created_at=plan.now)
        for key, row in zip(fresh, made, strict=True)
    )
    return known | {key: row.pk for key, row in zip(fresh, made, strict=True)}
