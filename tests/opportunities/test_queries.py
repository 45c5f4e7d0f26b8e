"""Who sees what, and in how many statements."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konullu.accounts.models import Person
from konullu.accounts.operations import profile
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import moderation, publishing, saving, trust
from konullu.opportunities.operations.copying import clone
from konullu.opportunities.operations.drafting import begin
from konullu.opportunities.queries.fitting import distance_to, facts_of, fit
from konullu.opportunities.queries.moderation import (
    case_for_union_decider,
    case_for_union_staff,
    count_waiting,
    decided_for_union_staff,
    queue_for_union_staff,
    standings_for_union_staff,
)
from konullu.opportunities.queries.offers import changed_views, published_views, view_of
from konullu.opportunities.queries.office import offered_by, offered_counts
from konullu.opportunities.queries.reading import details_of, opportunity_for, opportunity_visible_to
from konullu.opportunities.rules.roles import Act
from konullu.opportunities.words import State
from konullu.organisations.models import Member, Organisation
from konullu.places.models import Region
from konullu.platform.errors import NotVisible
from tests.opportunities.conftest import DECLARED, changed, fresh
from tests.organisations.conftest import NOW

EVERYTHING: dict[str, Any] = {"state": "", "kind": "", "text": "", "page": "1", "language": "az"}


def publish_another(row: Opportunity, by: Person, elmira: Person) -> Opportunity:
    made = clone(opportunity=row, by=by, now=NOW)
    publishing.submit(opportunity=made, declared=DECLARED, by=by, now=NOW)
    moderation.accept(opportunity=made, by=elmira, text="", now=NOW)
    return fresh(made)


@pytest.mark.parametrize(
    ("state", "visitor", "team", "union_staff"),
    [
        ("draft", False, True, False),
        ("submitted", False, True, True),
        ("returned", False, True, True),
        ("published", True, True, True),
        ("closed", True, True, True),
        ("archived", False, True, True),
    ],
)
def test_who_sees_an_opportunity_in_which_state(
    published: Opportunity,
    cavid: Person,
    vusal: Person,
    elmira: Person,
    state: str,
    visitor: bool,
    team: bool,
    union_staff: bool,
) -> None:
    closing = "ended" if state == "closed" else ""
    Opportunity.objects.filter(pk=published.pk).update(state=state, closing=closing)

    def sees(person: "Person | AnonymousUser") -> bool:
        try:
            return opportunity_visible_to(person, published.pk).pk == published.pk
        except NotVisible:
            return False

    assert [sees(one) for one in (AnonymousUser(), cavid, vusal, elmira)] == [visitor, visitor, team, union_staff]


def test_the_union_does_not_see_what_was_put_away_before_it_was_sent(
    draft: Opportunity, nigar: Person, elmira: Person
) -> None:
    publishing.archive(opportunity=draft, by=nigar, now=NOW)
    assert opportunity_visible_to(nigar, draft.pk).state == "archived"
    with pytest.raises(NotVisible):
        opportunity_visible_to(elmira, draft.pk)


def test_outsiders_do_not_learn_that_a_draft_exists(draft: Opportunity, cavid: Person, vusal: Person) -> None:
    with pytest.raises(NotVisible):
        opportunity_for(cavid, draft.pk, Act.SEE)
    with pytest.raises(PermissionDenied):
        opportunity_for(vusal, draft.pk, Act.EDIT)
    assert opportunity_for(vusal, draft.pk, Act.SEE).pk == draft.pk


def test_a_visitor_s_page_asks_once_who_may_see_it(published: Opportunity, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        row = opportunity_visible_to(AnonymousUser(), published.pk)
    with django_assert_num_queries(2):
        view_of(row)


def test_a_view_has_everything_and_a_batch_takes_three_statements(
    published: Opportunity, nigar: Person, elmira: Person, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        (view,) = published_views()
    assert view == view_of(published)
    assert (view.place.name("az"), view.organisation.name("en")) == ("Şəki", "Green Caspian")  # type: ignore[union-attr]
    assert view.skills == ("SafeManualHandling",)
    assert view.wording("en").title == "Tree planting in Shaki"
    assert (view.is_fallback("ru"), view.wording("ru").language) == (True, "az")
    assert view.wording("az").bring == ("Qalın ayaqqabı", "Su")
    assert [role.name("en") for role in view.roles] == ["Planter", "Qeydiyyat"]
    for _number in range(2):
        publish_another(published, nigar, elmira)
    with django_assert_num_queries(3):
        assert len(published_views()) == 3


def test_views_are_given_by_ids_or_after_an_id(published: Opportunity, nigar: Person, elmira: Person) -> None:
    other = publish_another(published, nigar, elmira)
    draft = clone(opportunity=published, by=nigar, now=NOW)
    assert [view.id for view in published_views([published.pk, draft.pk])] == [published.pk]
    first, second = sorted([published.pk, other.pk])
    assert [view.id for view in published_views(after=first)] == [second]
    assert [view.id for view in published_views(limit=1)] == [first]
    assert published_views([]) == []


def test_what_was_public_once_stays_in_the_order_of_its_changes(published: Opportunity, nigar: Person) -> None:
    later = NOW.replace(hour=12)
    publishing.close(opportunity=published, closing="filled", by=nigar, now=later)
    publishing.archive(opportunity=published, by=nigar, now=later)
    (view,) = changed_views()
    assert (view.state, view.changed_at) == (State.ARCHIVED, later)
    assert changed_views(after=(view.changed_at, view.id)) == []


def test_the_office_list_counts_filters_and_puts_first_what_waits(
    organisation: Organisation,
    published: Opportunity,
    nigar: Person,
    vusal: Person,
    cavid: Person,
    elmira: Person,
) -> None:
    returned = clone(opportunity=published, by=nigar, now=NOW)
    publishing.submit(opportunity=returned, declared=DECLARED, by=nigar, now=NOW)
    moderation.send_back(opportunity=returned, by=elmira, reasons=["wording"], text="Səhv var.", now=NOW)
    old = begin(organisation=organisation, kind="event", title="Köhnə görüş", language="az", by=nigar, now=NOW)
    publishing.archive(opportunity=old, by=nigar, now=NOW)
    saving.save(opportunity=published, person=cavid, now=NOW)

    counts = offered_counts(vusal, organisation.pk)
    assert {state: count for state, count in counts.items() if count} == {
        State.PUBLISHED: 1,
        State.RETURNED: 1,
        State.ARCHIVED: 1,
    }
    lines = list(offered_by(vusal, organisation.pk, **EVERYTHING))
    assert [line.id for line in lines] == [returned.pk, published.pk]
    assert (lines[1].saved, lines[1].district, lines[1].languages) == (1, "Şəki", ("az", "en"))

    def ids(**asked: str) -> list[Any]:
        return [line.id for line in offered_by(vusal, organisation.pk, **{**EVERYTHING, **asked})]

    assert ids(state="archived") == [old.pk]
    assert ids(state="archived", text="KOHNE gorus") == [old.pk]
    assert ids(kind="event") == []
    assert ids(text="TREE PLANTING", state="published") == [published.pk]
    assert ids(text="%") == []
    assert ids(page="99") == ids(page="-1") == ids(page="x") == ids()
    with pytest.raises(NotVisible):
        offered_counts(cavid, organisation.pk)
    with pytest.raises(NotVisible):
        offered_by(cavid, organisation.pk, **EVERYTHING)


def test_the_office_list_takes_as_many_statements_for_three_as_for_one(
    organisation: Organisation, complete: Opportunity, nigar: Person
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(offered_by(nigar, organisation.pk, **EVERYTHING))
        return len(captured)

    assert statements() == 5
    for _number in range(2):
        clone(opportunity=complete, by=nigar, now=NOW)
    assert statements() == 5


def test_the_queue_is_the_union_s_and_the_oldest_comes_first(
    submitted: Opportunity, nigar: Person, elmira: Person, cavid: Person, django_assert_num_queries: Any
) -> None:
    public = clone(opportunity=submitted, by=nigar, now=NOW)
    earlier = NOW.replace(hour=1)
    publishing.submit(opportunity=public, declared=DECLARED, by=nigar, now=earlier)
    moderation.accept(opportunity=public, by=elmira, text="", now=earlier)
    changed(public, nigar, now=earlier, hazards=("water",))
    with django_assert_num_queries(6):
        queue = queue_for_union_staff(elmira, now=NOW, language="az")
    assert [(one.line.id, one.is_change, one.is_own, one.round) for one in queue] == [
        (public.pk, True, False, 1),
        (submitted.pk, False, False, 1),
    ]
    assert not any(one.is_overdue for one in queue)
    assert queue_for_union_staff(elmira, now=NOW.replace(month=12), language="az")[0].is_overdue
    assert count_waiting() == 2
    for reader in (nigar, cavid, AnonymousUser()):
        with pytest.raises(NotVisible):
            queue_for_union_staff(reader, now=NOW, language="az")
        with pytest.raises(NotVisible):
            case_for_union_staff(reader, submitted.pk)


def test_a_case_is_read_by_all_of_the_union_and_decided_by_some(
    submitted: Opportunity, draft: Opportunity, union: Organisation, elmira: Person, babek: Person, nigar: Person
) -> None:
    case = case_for_union_decider(elmira, submitted.pk)
    assert (case.opportunity.pk, case.is_own, case.may_decide) == (submitted.pk, False, True)
    Member.objects.create(organisation=union, person=babek, role="coordinator", created_at=NOW)
    own = case_for_union_staff(babek, submitted.pk)
    assert (own.is_own, own.may_decide) == (True, False)
    never_sent = begin(organisation=submitted.organisation, kind="event", title="x", language="az", by=nigar, now=NOW)
    with pytest.raises(NotVisible):
        case_for_union_staff(elmira, never_sent.pk)


def test_what_was_decided_and_whom_to_trust(
    published: Opportunity, organisation: Organisation, elmira: Person, nigar: Person
) -> None:
    assert [move.move for move in decided_for_union_staff(elmira, page="1")] == ["accept"]
    trust.give(organisation=organisation, by=elmira, now=NOW)
    standings = {one.organisation.name: one for one in standings_for_union_staff(elmira, page="1")}
    assert (standings["Yaşıl Xəzər"].accepted, standings["Yaşıl Xəzər"].returned) == (1, 0)
    assert standings["Yaşıl Xəzər"].trust is not None
    with pytest.raises(NotVisible):
        standings_for_union_staff(nigar, page="1")


def test_a_reader_s_profile_answers_for_them(published: Opportunity, cavid: Person) -> None:
    profile.save_languages(person=cavid, by=cavid, levels={"az": "native"}, now=NOW)
    facts = facts_of(cavid, now=NOW)
    assert (facts.age_low, facts.age_high, facts.district) == (35, 36, None)
    found = fit(
        cavid,
        view_of(published),
        age=None,
        district="",
        now=NOW,
        language="az",
        language_name=lambda code: {"az": "Azərbaycanca"}[code],
    )
    assert {answer.code for answer in found} == {"age", "place", "language", "skills", "paper_identity"}


def test_a_visitor_s_two_answers_are_enough(published: Opportunity) -> None:
    Region.objects.filter(code="AZ-GA").update(latitude=40.68, longitude=46.36)
    view = view_of(published)
    km = distance_to(view, "AZ-GA")
    assert km is not None
    assert 90 < km < 100
    found = fit(AnonymousUser(), view, age=15, district="AZ-GA", now=NOW, language="az", language_name=str)
    assert found[0].code == "too_young"
    assert "place_far" in {answer.code for answer in found}
    assert distance_to(view, "XX-XX") is None


def test_details_are_read_in_two_statements(complete: Opportunity, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        details_of(complete)
