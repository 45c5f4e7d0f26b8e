"""The organisations of the demo: registered, sent to the Union, and decided on by its staff."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from konullu.demo.content import GROUPS, RETURN_TEXT, UNION, UNION_WORK, Group
from konullu.demo.paper import pdf
from konullu.demo.people import contact_of
from konullu.organisations.operations import (
    accreditation,
    bootstrap,
    documents,
    federation,
    invitations,
    registration,
)
from konullu.organisations.rules.accreditation import PAPERS_FOR
from konullu.organisations.rules.registration import tax_number_looks_right
from konullu.organisations.words import LegalForm

if TYPE_CHECKING:
    from konullu.accounts.models import Person
    from konullu.organisations.models import Organisation

type People = dict[str, "Person"]

ODD_NUMBER = 9  # the place in GROUPS of one that waits for the Union


def found_union(people: People, *, now: datetime) -> "Organisation":
    """The Union with its secretary as the owner and a colleague who decides."""
    union = bootstrap.found_union(name=UNION, owner=people["rauf"], now=now - timedelta(days=80))
    moment = now - timedelta(days=80)
    registration.save_work(
        organisation=union,
        by=people["rauf"],
        description=UNION_WORK,
        directions=["3.0.2", "3.0.4", "3.0.11"],
        now=moment,
    )
    registration.save_contact(
        organisation=union,
        by=people["rauf"],
        email="ittifaq@konullu.example",
        phone="",
        website="https://ittifaq.example",
        address="Bakı, Nizami küçəsi 1",
        district_codes=["AZ-BA"],
        now=moment,
    )
    _invite(union, people, by="rauf", key="leyla", role="coordinator", now=now - timedelta(days=79))
    federation.appoint(
        organisation=union,
        person=people["rauf"],
        post="secretary",
        by=people["rauf"],
        since_date=(now - timedelta(days=79)).date(),
        until_date=(now + timedelta(days=365 * 3)).date(),
        now=now,
    )
    return union


def register_all(union: "Organisation", people: People, *, now: datetime) -> "dict[str, Organisation]":
    """Each in its state; the accredited ones are members of the Union. Returns these, and the Union, by owner."""
    accredited = {"rauf": union}
    for index, group in enumerate(GROUPS):
        # Those that wait were sent a few days ago; the others have a history.
        days_ago = 75 - 6 * index if group.state != "submitted" else 4 - index % 2
        moment = _working_morning(now - timedelta(days=days_ago))
        organisation = _register(group, index, people, now=moment)
        organisation = _decide(organisation, group, people, now=moment)
        if group.state == "accredited":
            accredited[group.owner] = organisation
            for key, role in group.team:
                _invite(organisation, people, by=group.owner, key=key, role=role, now=moment + timedelta(days=3))
            federation.join_union(
                union=union,
                member=organisation,
                by=people["rauf"],
                since_date=(moment + timedelta(days=3)).date(),
                until_date=None,
                now=moment + timedelta(days=3),
            )
    return accredited


def _register(group: Group, index: int, people: People, *, now: datetime) -> "Organisation":
    owner = people[group.owner]
    is_group = group.legal_form == LegalForm.GROUP
    organisation = registration.begin_registration(person=owner, name=group.name, legal_form=group.legal_form, now=now)
    organisation = registration.save_about(
        organisation=organisation,
        by=owner,
        name=group.name,
        other_names={"en": group.en, "ru": group.ru},
        tax_number="" if is_group else _tax_number(index),
        registration_number="" if group.legal_form != LegalForm.NGO else f"13{index:02}-Q17-{2400 + index}",
        founded_date=None if is_group else (now - timedelta(days=900 + 200 * index)).date(),
        now=now,
    )
    organisation = registration.save_work(
        organisation=organisation, by=owner, description=group.description, directions=group.directions, now=now
    )
    organisation = registration.save_contact(
        organisation=organisation,
        by=owner,
        email=group.email,
        phone="",
        website=group.site,
        address=group.address,
        district_codes=group.districts,
        now=now,
    )
    if group.state != "draft":
        for kind in PAPERS_FOR[LegalForm(group.legal_form)]:
            documents.add_document(
                organisation=organisation, by=owner, kind=kind.value, upload=pdf(f"{kind.value}, demo"), now=now
            )
    return organisation


def _decide(organisation: "Organisation", group: Group, people: People, *, now: datetime) -> "Organisation":
    if group.state == "draft":
        return organisation
    decision = accreditation.submit(organisation=organisation, by=people[group.owner], now=now)
    answered = now + timedelta(days=1, hours=3)
    if group.state == "accredited":
        decision = accreditation.accredit(organisation=organisation, by=people["leyla"], text="", now=answered)
    elif group.state == "returned":
        decision = accreditation.send_back(
            organisation=organisation,
            by=people["leyla"],
            reasons=["document_unreadable"],
            text=RETURN_TEXT,
            now=answered,
        )
    return decision.organisation


def _invite(organisation: "Organisation", people: People, *, by: str, key: str, role: str, now: datetime) -> None:
    invitation = invitations.invite(
        organisation=organisation,
        by=people[by],
        contact=contact_of(key),
        role=role,
        language=people[key].language,
        now=now,
    )
    invitations.accept(invitation=invitation, person=people[key], confirmed=False, now=now + timedelta(hours=5))


def _tax_number(index: int) -> str:
    """An invented VÖEN with a fitting check digit, but for one: there the registry has something to compare."""
    base = 140_200_000 + 37 * index
    numbers = (f"{base + step:09}1" for step in range(1000))
    return next(number for number in numbers if tax_number_looks_right(number) != (index == ODD_NUMBER))


def _working_morning(moment: datetime) -> datetime:
    """Papers are sent in the morning of a working day."""
    while moment.isoweekday() > 5:
        moment += timedelta(days=1)
    return datetime.combine(moment.date(), time(6, 30), tzinfo=moment.tzinfo)
