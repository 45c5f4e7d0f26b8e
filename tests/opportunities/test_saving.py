"""What a person keeps for later, and how a person is forgotten."""

import pytest

from konullu.accounts.models import Person
from konullu.opportunities.models import Opportunity, Saved
from konullu.opportunities.operations import publishing, saving
from konullu.opportunities.operations.drafting import begin
from konullu.opportunities.operations.privacy import forget
from konullu.opportunities.queries.privacy import opportunities_section
from konullu.opportunities.queries.saving import is_saved, saved_among, saved_of
from konullu.organisations.models import Organisation
from konullu.organisations.operations import privacy as organisations_privacy
from konullu.organisations.operations import registration
from konullu.platform.errors import Refused
from konullu.reactions import register
from tests.opportunities.conftest import changed, fresh, verbs
from tests.organisations.conftest import NOW, new_person


def test_kept_twice_is_kept_once_and_let_go(published: Opportunity, cavid: Person) -> None:
    for _again in range(2):
        saving.save(opportunity=published, person=cavid, now=NOW)
    assert [view.id for view in saved_of(cavid)] == [published.pk]
    assert is_saved(cavid, published.pk)
    for _again in range(2):
        saving.unsave(opportunity=published, person=cavid, now=NOW)
    assert saved_among(cavid, [published.pk]) == set()
    assert verbs(published)[-2:] == ["saved_for_later", "saved_removed"]


def test_the_list_of_the_kept_has_an_end(
    published: Opportunity, cavid: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST", 0)
    with pytest.raises(Refused) as refused:
        saving.save(opportunity=published, person=cavid, now=NOW)
    assert refused.value.codes == ["opportunities.too_many_saved"]


def test_what_is_closed_stays_in_the_list_what_is_hidden_does_not(
    published: Opportunity, cavid: Person, nigar: Person
) -> None:
    saving.save(opportunity=published, person=cavid, now=NOW)
    publishing.close(opportunity=published, closing="filled", by=nigar, now=NOW)
    assert [view.closing for view in saved_of(cavid)] == ["filled"]
    publishing.archive(opportunity=published, by=nigar, now=NOW)
    assert saved_of(cavid) == []
    assert Saved.objects.count() == 1


def test_the_copy_of_one_s_data_names_all_traces(published: Opportunity, nigar: Person, cavid: Person) -> None:
    saving.save(opportunity=published, person=cavid, now=NOW)
    changed(published, nigar, contact_email=cavid.email)
    rows = opportunities_section(cavid).rows
    assert [(row["what"], row["opportunity"]) for row in rows] == [
        ("saved", "Şəkidə ağacəkmə"),
        ("contact", "Şəkidə ağacəkmə"),
    ]
    assert [row["detail"] for row in opportunities_section(nigar).rows if row["what"] == "move"] == ["submit"]


def test_a_forgotten_person_is_no_contact_and_keeps_nothing(
    published: Opportunity, nigar: Person, cavid: Person
) -> None:
    saving.save(opportunity=published, person=cavid, now=NOW)
    changed(published, nigar, contact_email=cavid.email, contact_phone="050 123 45 67")
    forget(person_id=cavid.pk, now=NOW)
    row = fresh(published)
    assert (row.contact_name, row.contact_email, row.contact_phone) == ("", "", "")
    assert not Saved.objects.exists()
    assert verbs(cavid) == ["person_forgotten"]


def test_a_draft_organisation_goes_with_its_only_owner_and_its_drafts(union: Organisation) -> None:
    register()
    owner = new_person("Rasim")
    young = registration.begin_registration(person=owner, name="Yeni", legal_form="ngo", now=NOW)
    begin(organisation=young, kind="one_time", title="Sahil", language="az", by=owner, now=NOW)
    forget(person_id=owner.pk, now=NOW)
    organisations_privacy.forget(person_id=owner.pk, now=NOW)
    assert not Opportunity.objects.exists()
    assert not Organisation.objects.filter(pk=young.pk).exists()


def test_a_partner_that_offered_something_stays_without_a_team(union: Organisation) -> None:
    register()
    owner = new_person("Rasim")
    company = registration.register_partner(person=owner, name="Şirkət MMC", now=NOW)
    row = begin(organisation=company, kind="event", title="Açıq qapı", language="az", by=owner, now=NOW)
    publishing.archive(opportunity=row, by=owner, now=NOW)
    forget(person_id=owner.pk, now=NOW)
    organisations_privacy.forget(person_id=owner.pk, now=NOW)
    assert fresh(row).state == "archived"
    assert Organisation.objects.get(pk=company.pk).members.filter(ended_at=None).count() == 0
