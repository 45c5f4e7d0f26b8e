"""Writing an opportunity: begun with a kind and a title, saved as a whole, as often as one likes."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from konullu.journal.operations import record
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.models import Opportunity, Role, Wording
from konullu.opportunities.queries.locks import locked_for
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.queries.trust import is_trusted
from konullu.opportunities.rules.details import LISTS, PLAIN, Details, RoleDetails, Words
from konullu.opportunities.rules.goals import all_goals
from konullu.opportunities.rules.kinds import fitted, refusals_to_kind
from konullu.opportunities.rules.publishing import refusals_to_stay_public
from konullu.opportunities.rules.recheck import needs_recheck
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.rules.writing import cleaned, refusals_to_edit, refusals_to_write, unknown_code
from konullu.opportunities.words import Kind, State, Where
from konullu.organisations.queries import organisation_for
from konullu.organisations.rules.roles import Act as OrganisationAct
from konullu.places.queries import regions_by_code
from konullu.platform.errors import Refusal, Refused
from konullu.platform.facts import publish
from konullu.platform.text import fold

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.organisations.models import Organisation

KIND = "opportunities.opportunity"


@transaction.atomic
def begin(
    *, organisation: "Organisation", kind: str, title: str, language: str, by: "Person", now: datetime
) -> Opportunity:
    """Open a draft of this kind with its title; `language` is the one that is written first and shown when others lack.

    Also for organisations that wait for their accreditation: drafts may be prepared meanwhile.
    """
    organisation = organisation_for(by, organisation.pk, OrganisationAct.EDIT)
    if refusals := refusals_to_kind(kind=kind, legal_form=organisation.legal_form):
        raise Refused(refusals)
    empty = Details(kind=Kind(kind), main_language=language, wordings={language: Words(title=title)})
    details = cleaned(fitted(empty, Kind(kind)))
    if refusals := refusals_to_write(details):
        raise Refused(refusals)
    row = Opportunity(
        organisation=organisation,
        kind=kind,
        main_language=language,
        where=details.where.value,
        slug=slug_for(details.main.title),
        changed_at=now,
        created_at=now,
    )
    row.save(force_insert=True)
    _write_words(row, details)
    note(row=row, verb="begun", by=by, now=now, kind=str(kind))
    return row


@transaction.atomic
def save(*, opportunity: Opportunity, details: Details, by: "Person", now: datetime) -> Opportunity:
    """Write everything that is edited. Nothing changed: nothing is written.

    Refused with all problems at once. Fields of words are named "title" in the main language and "ru-title" in
    another, those of the roles "roles-0-names" (as Django's prefixes and formsets do). What is public must stay
    complete; when an organisation that is not trusted changes its words in public, the Union reads them again.
    """
    row = locked_for(by, opportunity.pk, Act.EDIT)
    before = details_of(row)
    details = cleaned(details)
    refusals = [
        *refusals_to_edit(state=row.state),
        *refusals_to_kind(kind=details.kind, legal_form=row.organisation.legal_form),
        *refusals_to_write(details),
        *_refusals_to_region(details),
    ]
    if row.state == State.PUBLISHED:
        refusals += refusals_to_stay_public(before=before, after=details, declared=row.declarations, now=now)
    if refusals:
        raise Refused(refusals)
    changed = _changed(before, details)
    if not changed:
        return row
    if row.is_public and needs_recheck(before, details) and not is_trusted(row.organisation):
        row.recheck_since = row.recheck_since or now
    write_all(row=row, details=details, now=now)
    note(row=row, verb="saved", by=by, now=now, changed=sorted(changed))
    if row.is_public:
        publish(OpportunitiesChanged(opportunity_ids=(row.pk,)))
    return row


@transaction.atomic
def change_kind(*, opportunity: Opportunity, kind: str, by: "Person", now: datetime) -> Opportunity:
    """Make it another kind; what does not belong to that kind is emptied. Not while it is public."""
    row = locked_for(by, opportunity.pk, Act.EDIT)
    if refusals := [
        *refusals_to_edit(state=row.state, changes_kind=True),
        *refusals_to_kind(kind=kind, legal_form=row.organisation.legal_form),
    ]:
        raise Refused(refusals)
    details = fitted(details_of(row), Kind(kind))
    return save(opportunity=row, details=details, by=by, now=now)


@transaction.atomic(savepoint=False)
def write_all(*, row: Opportunity, details: Details, now: datetime) -> None:
    """The row with its words and roles as the details say, in the transaction of the act."""
    _fill(row, details, now)
    row.save()
    _write_words(row, details)
    _write_roles(row, details, now)


def slug_for(title: str) -> str:
    """A short address for people's eyes; the id in the address decides, so that it need not be unique."""
    return slugify(fold(title))[:80].strip("-") or "opportunity"


@transaction.atomic(savepoint=False)
def note(*, row: Opportunity, verb: str, by: "Person | None", now: datetime, **detail: Any) -> None:
    """The journal's line about an opportunity, in the transaction of the act."""
    record(
        verb=f"opportunities.{verb}",
        subject_kind=KIND,
        subject_id=row.pk,
        actor_id=by.pk if by else None,
        on_behalf_of_id=row.organisation_id,
        now=now,
        detail=detail,
    )


def _refusals_to_region(details: Details) -> list[Refusal]:
    if not details.region_code or regions_by_code([details.region_code]):
        return []
    return [unknown_code("region_code")]


def _changed(before: Details, after: Details) -> set[str]:
    """Names of the fields that differ."""
    return {name for name in Details.__dataclass_fields__ if getattr(before, name) != getattr(after, name)}


def _fill(row: Opportunity, details: Details, now: datetime) -> None:
    for name in PLAIN:
        setattr(row, name, getattr(details, name))
    for name in LISTS:
        setattr(row, name, list(getattr(details, name)))
    row.kind = details.kind.value
    row.where = Where(details.where).value
    row.region_id = details.region_code or None
    row.goals = all_goals(details)
    row.primary_goal = row.goals[0] if row.goals else None
    if row.published_at is None:
        row.slug = slug_for(details.main.title)
    row.changed_at = now
    row.confirmed_at = now
    row.asked_at = None  # who edits it says that it still stands


def _write_words(row: Opportunity, details: Details) -> None:
    kept = {language: words for language, words in details.wordings.items() if not words.is_empty}
    row.wordings.exclude(language__in=list(kept)).delete()
    Wording.objects.bulk_create(
        [Wording(opportunity=row, language=language, **vars(words)) for language, words in kept.items()],
        update_conflicts=True,
        unique_fields=["opportunity", "language"],
        update_fields=list(Words.__dataclass_fields__),
    )


def _write_roles(row: Opportunity, details: Details, now: datetime) -> None:
    """Roles keep their ids: people will stand in them. A role that is left out stays as a removed one."""
    known: dict[UUID, Role] = {role.pk: role for role in row.roles.filter(removed_at=None)}
    if not known and not details.roles:
        return
    kept = [role.id for role in details.roles if role.id in known]
    # First out of the way: positions are unique among those that stand.
    row.roles.filter(removed_at=None).exclude(pk__in=kept).update(removed_at=now)
    row.roles.filter(pk__in=kept).update(removed_at=now)
    for position, role in enumerate(details.roles):
        _write_role(row, known.get(role.id) if role.id else None, role, position, now)


def _write_role(row: Opportunity, old: Role | None, role: RoleDetails, position: int, now: datetime) -> None:
    known = old or Role(opportunity=row, created_at=now)
    known.position = position
    known.names = dict(role.names)
    known.details = dict(role.details)
    known.places = role.places
    known.skills = list(role.skills)
    known.languages = list(role.languages)
    known.age_min = role.age_min
    known.removed_at = None
    known.save()
