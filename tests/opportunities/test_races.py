"""Two at once. Each test first shows that the race really happens when the guard is switched off."""

from functools import partial
from typing import Any
from unittest.mock import patch

import pytest

from konullu.accounts.models import Person
from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.operations import moderation, publishing, trust
from konullu.opportunities.operations.drafting import begin
from konullu.organisations.models import Member, Organisation
from konullu.organisations.operations import accreditation, bootstrap, registration
from tests.opportunities.conftest import DECLARED, filled, fresh
from tests.organisations.conftest import NOW, add_regions, fill_in, new_person
from tests.organisations.test_races import meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


def two_of_the_union() -> tuple[Organisation, Person, Person, Person]:
    add_regions()
    elmira, leyla, nigar = new_person("Elmira"), new_person("Leyla"), new_person("Nigar")
    union = bootstrap.found_union(name="İttifaq", owner=elmira, now=NOW)
    Member.objects.create(organisation=union, person=leyla, role="coordinator", created_at=NOW)
    organisation = registration.begin_registration(person=nigar, name="Yaşıl Xəzər", legal_form="ngo", now=NOW)
    fill_in(organisation, nigar)
    accreditation.submit(organisation=organisation, by=nigar, now=NOW)
    accreditation.accredit(organisation=organisation, by=elmira, text="", now=NOW)
    organisation.refresh_from_db()
    return organisation, nigar, elmira, leyla


def sent(organisation: Organisation, nigar: Person, title: str) -> Opportunity:
    row = begin(organisation=organisation, kind="one_time", title=title, language="az", by=nigar, now=NOW)
    row = filled(row, nigar)
    publishing.submit(opportunity=row, declared=DECLARED, by=nigar, now=NOW)
    return fresh(row)


def unlocked(opportunity_id: Any) -> Opportunity:
    """What `locked` would be without its lock."""
    return Opportunity.objects.select_related("organisation").get(pk=opportunity_id)


def test_two_of_the_union_do_not_both_decide() -> None:
    organisation, nigar, elmira, leyla = two_of_the_union()

    def both(row: Opportunity) -> list[str]:
        return sorted(
            together(
                partial(moderation.accept, opportunity=row, by=elmira, text="", now=NOW),
                partial(
                    moderation.send_back, opportunity=row, by=leyla, reasons=["wording"], text="Səhv var.", now=NOW
                ),
            )
        )

    first = sent(organisation, nigar, "Birinci")
    with patch.object(moderation, "locked", meeting(unlocked)):
        assert both(first) == ["done", "done"]
    assert Move.objects.filter(opportunity=first).count() == 3

    second = sent(organisation, nigar, "İkinci")
    assert both(second) == ["done", "opportunities.state_moved_on"]
    assert Move.objects.filter(opportunity=second).count() == 2


def test_trust_is_given_once_by_two() -> None:
    organisation, _nigar, elmira, leyla = two_of_the_union()
    answers = together(
        partial(trust.give, organisation=organisation, by=elmira, now=NOW),
        partial(trust.give, organisation=organisation, by=leyla, now=NOW),
    )
    assert sorted(answers) == ["done", "opportunities.trusted_already"]
