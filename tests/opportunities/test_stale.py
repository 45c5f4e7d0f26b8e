"""The list stays true: what is over closes, what has no end is asked about, what nobody answers for closes."""

from datetime import timedelta

import pytest

from konullu.accounts.models import Person
from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import moderation, publishing, stale
from konullu.opportunities.operations.drafting import begin
from konullu.opportunities.queries.reading import history_of
from konullu.opportunities.rules.details import Words
from konullu.opportunities.rules.stale import ANSWER_WITHIN, ASK_AFTER
from konullu.opportunities.tasks import ask, close_over, close_unanswered
from konullu.organisations.models import Organisation
from tests.opportunities.conftest import DAY, DECLARED, changed, fresh, latest_letter, letters_to, verbs
from tests.organisations.conftest import NOW

ASKED = NOW + ASK_AFTER


@pytest.fixture
def ongoing(organisation: Organisation, nigar: Person, elmira: Person) -> Opportunity:
    """A weekly help without an end."""
    row = begin(organisation=organisation, kind="ongoing", title="Ahıla zəng", language="az", by=nigar, now=NOW)
    row = changed(
        row,
        nigar,
        wordings={"az": Words(title="Ahıla zəng", summary="Hər həftə", text="Zəng edirik.", schedule="Şənbə")},
        direction="3.0.1",
        where="remote",
        weekly_hours_max=2,
        contact_email="salam@example.az",
    )
    publishing.submit(opportunity=row, declared=DECLARED, by=nigar, now=NOW)
    moderation.accept(opportunity=row, by=elmira, text="", now=NOW)
    return fresh(row)


def test_what_ended_closes_by_itself(published: Opportunity) -> None:
    assert published.ends_at is not None
    assert stale.close_over(now=published.apply_until - timedelta(seconds=1)) == 0  # type: ignore[operator]
    assert stale.close_over(now=published.ends_at) == 1
    row = fresh(published)
    assert (row.state, row.closing) == ("closed", "ended")
    assert history_of(row)[0].moved_by is None
    assert stale.close_over(now=published.ends_at) == 0


def test_when_the_days_to_apply_are_over_nobody_is_taken(published: Opportunity, nigar: Person) -> None:
    assert published.apply_until is not None
    before = letters_to(nigar)
    assert stale.close_over(now=published.apply_until) == 1
    assert (fresh(published).closing, letters_to(nigar)) == ("deadline", before)


def test_an_event_without_an_end_closes_a_day_after_its_start(published: Opportunity) -> None:
    Opportunity.objects.filter(pk=published.pk).update(ends_at=None, apply_until=None, kind="event")
    assert stale.close_over(now=DAY + timedelta(hours=23)) == 0
    assert stale.close_over(now=DAY + timedelta(hours=24)) == 1


def test_a_regular_help_that_began_long_ago_goes_on(ongoing: Opportunity) -> None:
    Opportunity.objects.filter(pk=ongoing.pk).update(starts_at=NOW - timedelta(days=900))
    assert stale.close_over(now=NOW) == 0


def test_what_has_no_end_is_asked_about_once(ongoing: Opportunity, nigar: Person, babek: Person) -> None:
    assert stale.ask(now=ASKED - timedelta(seconds=1)) == 0
    assert stale.ask(now=ASKED) == 1
    assert stale.ask(now=ASKED + timedelta(days=1)) == 0
    assert fresh(ongoing).asked_at == ASKED
    assert (letters_to(nigar)[-1], letters_to(babek)[-1]) == ("still_standing", "still_standing")
    assert "7 fevral 2027" in latest_letter(nigar).text
    assert verbs(ongoing)[-1] == "asked"


def test_a_yes_ends_the_question(ongoing: Opportunity, babek: Person) -> None:
    stale.ask(now=ASKED)
    stale.confirm(opportunity=ongoing, by=babek, now=ASKED + timedelta(days=1))
    row = fresh(ongoing)
    assert (row.asked_at, row.confirmed_at) == (None, ASKED + timedelta(days=1))
    assert stale.close_unanswered(now=ASKED + ANSWER_WITHIN) == 0
    assert stale.ask(now=ASKED + timedelta(days=30)) == 0


def test_an_edit_is_an_answer_too(ongoing: Opportunity, babek: Person) -> None:
    stale.ask(now=ASKED)
    row = changed(ongoing, babek, now=ASKED + timedelta(hours=1), places=9)
    assert row.asked_at is None


def test_what_nobody_answers_for_closes_and_can_be_opened_again(ongoing: Opportunity, nigar: Person) -> None:
    stale.ask(now=ASKED)
    assert stale.close_unanswered(now=ASKED + ANSWER_WITHIN - timedelta(seconds=1)) == 0
    assert stale.close_unanswered(now=ASKED + ANSWER_WITHIN) == 1
    row = fresh(ongoing)
    assert (row.state, row.closing, row.asked_at) == ("closed", "unanswered", None)
    assert letters_to(nigar)[-1] == "closed_unanswered"
    publishing.reopen(opportunity=row, by=nigar, now=ASKED + ANSWER_WITHIN)
    assert fresh(row).state == "published"


@pytest.mark.django_db
def test_the_worker_s_tasks_run_on_nothing() -> None:
    close_over()
    ask()
    close_unanswered()
