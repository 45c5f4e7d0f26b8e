"""Registering an organisation and telling about it, step by step; a draft is saved at every step."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from konullu.accounts.rules.age import is_minor
from konullu.journal.operations import record
from konullu.organisations.facts import Renamed
from konullu.organisations.models import Decision, District, Member, Organisation
from konullu.organisations.operations.constraints import explained
from konullu.organisations.queries.accreditation import check_union_decider
from konullu.organisations.queries.locks import locked
from konullu.organisations.queries.team import role_in
from konullu.organisations.rules.accreditation import BAKU
from konullu.organisations.rules.contact import read_public_contact
from konullu.organisations.rules.deciding import refusals_to_decide
from konullu.organisations.rules.registration import (
    refusals_to_correct,
    refusals_to_edit,
    refusals_to_founded_date,
    refusals_to_organise,
    refusals_to_registration_number,
    refusals_to_responsible,
    refusals_to_tax_number,
)
from konullu.organisations.rules.roles import refusals_to_join
from konullu.organisations.words import LegalForm, Role, State
from konullu.places.queries import regions_by_code
from konullu.platform.errors import Refusal, Refused
from konullu.platform.facts import publish
from konullu.platform.ids import new_id
from konullu.platform.text import fold

if TYPE_CHECKING:
    from konullu.accounts.models import Person

KIND = "organisations.organisation"


@transaction.atomic
def begin_registration(*, person: "Person", name: str, legal_form: str, now: datetime) -> Organisation:
    """Open a draft; the person becomes its owner, and of a group the responsible coordinator.

    Refused for a commercial company (law 828-IIIQ art. 2.3) and for minors.
    """
    refusals = [*refusals_to_organise(legal_form=legal_form), *_refusals_to_own(person, now)]
    if refusals:
        raise Refused(refusals)
    responsible = person if legal_form == LegalForm.GROUP else None
    organisation = _create(person, name, LegalForm(legal_form), State.DRAFT, now, responsible)
    _note("organisations.registration_begun", organisation, person, now, legal_form=legal_form)
    return organisation


@transaction.atomic
def register_partner(*, person: "Person", name: str, now: datetime) -> Organisation:
    """Register a commercial company as a partner: no accreditation, no volunteers of its own."""
    if refusals := _refusals_to_own(person, now):
        raise Refused(refusals)
    organisation = _create(person, name, LegalForm.COMPANY, State.PARTNER, now, None)
    _note("organisations.partner_registered", organisation, person, now)
    return organisation


@transaction.atomic
def save_about(
    *,
    organisation: Organisation,
    by: "Person",
    name: str,
    other_names: Mapping[str, str],
    tax_number: str,
    registration_number: str,
    founded_date: date | None,
    now: datetime,
) -> Organisation:
    """What the papers prove: names and numbers. Locked while the Union reads and after the accreditation."""
    organisation = locked(organisation.pk)
    refusals = [
        *refusals_to_edit(state=organisation.state, part="about", is_union=organisation.is_union),
        *refusals_to_tax_number(tax_number),
        *refusals_to_registration_number(registration_number),
        *refusals_to_founded_date(founded_date, today=now.astimezone(BAKU).date()),
    ]
    if refusals:
        raise Refused(refusals)
    organisation.name = name
    organisation.other_names = {language: text for language, text in other_names.items() if text}
    organisation.tax_number = tax_number
    organisation.registration_number = registration_number
    organisation.founded_date = founded_date
    with explained():
        organisation.save()
    _note("organisations.about_saved", organisation, by, now)
    return organisation


@transaction.atomic
def correct_identity(
    *,
    organisation: Organisation,
    by: "Person",
    name: str,
    tax_number: str,
    registration_number: str,
    text: str,
    now: datetime,
) -> Organisation:
    """The Union corrects what the papers prove, in an accredited or suspended organisation; `text` names the paper.

    The former values are not kept here: the Decision row says who did it and upon which paper.
    """
    check_union_decider(by)
    organisation = locked(organisation.pk)
    refusals = [
        *refusals_to_decide(domain="organisations", is_member_of_it=role_in(by, organisation) is not None),
        *refusals_to_correct(state=organisation.state),
        *refusals_to_tax_number(tax_number),
        *refusals_to_registration_number(registration_number),
    ]
    if refusals:
        raise Refused(refusals)
    organisation.name, organisation.tax_number = name, tax_number
    organisation.registration_number = registration_number
    with explained():
        organisation.save(update_fields=["name", "tax_number", "registration_number"])
    Decision.objects.create(
        organisation=organisation,
        move="correct",
        from_state=organisation.state,
        to_state=organisation.state,
        decided_by=by,
        text=text,
        created_at=now,
    )
    _note("organisations.corrected", organisation, by, now)
    publish(Renamed(organisation_id=organisation.pk))
    return organisation


@transaction.atomic
def save_work(
    *, organisation: Organisation, by: "Person", description: str, directions: Iterable[str], now: datetime
) -> Organisation:
    """What the organisation does: its own words and the directions of the law."""
    organisation = _locked_for("work", organisation)
    organisation.description = description
    organisation.directions = list(directions)
    organisation.save(update_fields=["description", "directions"])
    _note("organisations.work_saved", organisation, by, now, directions=organisation.directions)
    return organisation


@transaction.atomic
def save_contact(
    *,
    organisation: Organisation,
    by: "Person",
    email: str,
    phone: str,
    website: str,
    address: str,
    district_codes: Iterable[str],
    now: datetime,
) -> Organisation:
    """How the public reaches it, and where it works (ISO 3166-2 codes; unknown ones are left out).

    Refused for each of e-mail, phone and web site that is not one.
    """
    organisation = _locked_for("contact", organisation)
    reached = read_public_contact(email=email, phone=phone, website=website)
    if isinstance(reached, list):
        raise Refused(reached)
    organisation.email, organisation.phone, organisation.website = reached.email, reached.phone, reached.website
    organisation.address = address
    organisation.save(update_fields=["email", "phone", "website", "address"])
    codes = sorted(regions_by_code(set(district_codes)))
    organisation.district_rows.exclude(region_id__in=codes).delete()
    present = set(organisation.district_rows.values_list("region_id", flat=True))
    District.objects.bulk_create(
        District(organisation=organisation, region_id=code) for code in codes if code not in present
    )
    _note("organisations.contact_saved", organisation, by, now, districts=codes)
    return organisation


@transaction.atomic
def name_responsible(*, organisation: Organisation, by: "Person", person: "Person", now: datetime) -> Organisation:
    """The responsible coordinator of an unregistered group: an owner or a coordinator of its team."""
    organisation = _locked_for("responsible", organisation)
    role = role_in(person, organisation)
    if refusals := refusals_to_responsible(legal_form=organisation.legal_form, role=role):
        raise Refused(refusals)
    organisation.responsible = person
    organisation.save(update_fields=["responsible"])
    _note("organisations.responsible_named", organisation, by, now, person=str(person.pk))
    return organisation


def _refusals_to_own(person: "Person", now: datetime) -> list[Refusal]:
    return refusals_to_join(is_minor=is_minor(person, now), is_member=False)


def _create(
    person: "Person", name: str, legal_form: LegalForm, state: State, now: datetime, responsible: "Person | None"
) -> Organisation:
    identity = new_id()
    organisation = Organisation.objects.create(
        id=identity,
        created_at=now,
        name=name,
        slug=f"{slugify(fold(name))[:60] or 'organisation'}-{identity.hex[-6:]}",
        legal_form=legal_form.value,
        state=state.value,
        responsible=responsible,
    )
    Member.objects.create(organisation=organisation, person=person, role=Role.OWNER.value, created_at=now)
    return organisation


def _locked_for(part: str, organisation: Organisation) -> Organisation:
    organisation = locked(organisation.pk)
    if refusals := refusals_to_edit(state=organisation.state, part=part, is_union=organisation.is_union):
        raise Refused(refusals)
    return organisation


def _note(verb: str, organisation: Organisation, by: "Person", now: datetime, **detail: object) -> None:
    record(
        verb=verb,
        subject_kind=KIND,
        subject_id=organisation.pk,
        actor_id=by.pk,
        on_behalf_of_id=organisation.pk,
        now=now,
        detail=detail,
    )
