"""Writing an opportunity: rows, words in several languages, roles that keep their ids, and who may write."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from konullu.accounts.models import Person
from konullu.journal.models import Entry
from konullu.opportunities.models import Opportunity, Role
from konullu.opportunities.operations.drafting import begin, change_kind, save
from konullu.opportunities.queries.reading import details_of
from konullu.opportunities.rules.details import RoleDetails, Words
from konullu.opportunities.words import Where
from konullu.organisations.models import Organisation
from konullu.platform.errors import NotVisible, Refused
from tests.opportunities.conftest import changed, details, fresh, verbs
from tests.organisations.conftest import NOW


def test_a_draft_begins_with_a_kind_and_a_title(draft: Opportunity) -> None:
    assert (draft.state, draft.kind, draft.slug, draft.main_language) == ("draft", "one_time", "sekide-agacekme", "az")
    assert list(draft.wordings.values_list("language", "title")) == [("az", "Şəkidə ağacəkmə")]
    assert verbs(draft) == ["begun"]


def test_a_draft_may_begin_in_another_language(organisation: Organisation, babek: Person) -> None:
    row = begin(organisation=organisation, kind="event", title="Открытый урок", language="ru", by=babek, now=NOW)
    assert (row.main_language, row.slug) == ("ru", "opportunity")
    assert details_of(row).main.title == "Открытый урок"


def test_a_small_task_is_online_from_the_beginning(organisation: Organisation, babek: Person) -> None:
    row = begin(organisation=organisation, kind="micro", title="Tərcümə", language="az", by=babek, now=NOW)
    assert row.where == Where.REMOTE


def test_who_may_begin_and_write(
    organisation: Organisation, draft: Opportunity, vusal: Person, cavid: Person, babek: Person
) -> None:
    for person, problem in ((vusal, PermissionDenied), (cavid, NotVisible)):
        with pytest.raises(problem):
            begin(organisation=organisation, kind="event", title="x", language="az", by=person, now=NOW)
        with pytest.raises(problem):
            save(opportunity=draft, details=details(), by=person, now=NOW)
    assert changed(draft, babek, places=5).places == 5


def test_an_empty_title_begins_nothing(organisation: Organisation, babek: Person) -> None:
    with pytest.raises(Refused) as refused:
        begin(organisation=organisation, kind="event", title="  ", language="az", by=babek, now=NOW)
    assert [reason.field for reason in refused.value.reasons] == ["title"]
    assert not Opportunity.objects.exists()


def test_what_is_saved_is_read_again_the_same(complete: Opportunity) -> None:
    written, read = details(), details_of(complete)
    roles = tuple(replace(role, id=None) for role in read.roles)
    assert replace(read, roles=roles) == replace(written, primary_goal=13)


def test_the_journal_names_the_fields_and_no_words(complete: Opportunity) -> None:
    line = Entry.objects.get(verb="opportunities.saved", subject_id=complete.pk)
    assert "wordings" in line.detail["changed"]
    assert "Aygün" not in str(line.detail)
    assert line.on_behalf_of_id == complete.organisation_id


def test_a_language_is_added_and_taken_away(complete: Opportunity, nigar: Person) -> None:
    words = dict(details_of(complete).wordings)
    row = changed(complete, nigar, wordings={**words, "ru": Words(title="Посадка деревьев")})
    assert set(row.wordings.values_list("language", flat=True)) == {"az", "en", "ru"}
    row = changed(row, nigar, wordings={"az": words["az"], "en": Words()})
    assert set(row.wordings.values_list("language", flat=True)) == {"az"}


def test_roles_keep_their_ids_when_they_change_places(complete: Opportunity, nigar: Person) -> None:
    first, second = details_of(complete).roles
    new = RoleDetails(names={"az": "Fotoqraf"}, places=1)
    row = changed(complete, nigar, roles=(second, new, replace(first, places=10)))
    after = details_of(row).roles
    assert [role.id for role in after if role.id in (first.id, second.id)] == [second.id, first.id]
    assert [role.places for role in after] == [2, 1, 10]
    row = changed(row, nigar, roles=(after[1],))
    assert [role.names["az"] for role in details_of(row).roles] == ["Fotoqraf"]
    # Removed roles stay as rows: people may have stood in them.
    assert Role.objects.filter(opportunity=row, removed_at=NOW).count() == 2


def test_a_role_of_another_opportunity_is_not_taken_over(
    organisation: Organisation, complete: Opportunity, nigar: Person
) -> None:
    foreign = details_of(complete).roles[0]
    other = begin(organisation=organisation, kind="one_time", title="Başqa", language="az", by=nigar, now=NOW)
    row = changed(other, nigar, roles=(foreign,))
    assert details_of(row).roles[0].id != foreign.id
    assert len(details_of(complete).roles) == 2


def test_the_address_for_eyes_follows_the_title_until_it_is_public(
    complete: Opportunity, published: Opportunity, nigar: Person
) -> None:
    words = details_of(published).wordings
    row = changed(published, nigar, wordings={**words, "az": replace(words["az"], title="Palıd əkirik")})
    assert row.slug == "sekide-agacekme"


def test_an_unknown_district_is_refused_at_its_field(draft: Opportunity, nigar: Person) -> None:
    for code in ("AZ-XXX", "zz", "\x00"):
        with pytest.raises(Refused) as refused:
            changed(draft, nigar, region_code=code)
        assert [reason.field for reason in refused.value.reasons] == ["region_code"]


def test_another_kind_empties_what_does_not_belong_to_it(complete: Opportunity, nigar: Person) -> None:
    row = change_kind(opportunity=complete, kind="grant", by=nigar, now=NOW)
    after = details_of(fresh(row))
    assert (after.kind, after.roles, after.hazards, after.address) == ("grant", (), (), "")
    assert after.main.title == "Şəkidə ağacəkmə"
    assert after.main.bring == ""


def test_the_kind_of_a_public_one_stays(published: Opportunity, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        change_kind(opportunity=published, kind="grant", by=nigar, now=NOW)
    assert refused.value.codes == ["opportunities.kind_is_public"]
