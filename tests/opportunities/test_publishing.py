"""From the draft to the archive: rows, journal, letters and facts together; and who may do it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from konullu.accounts.models import Person
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.models import Move, Opportunity
from konullu.opportunities.operations import moderation, publishing, saving, trust
from konullu.opportunities.operations.drafting import begin, save
from konullu.opportunities.queries.moderation import queue_for_union_staff
from konullu.opportunities.queries.reading import details_of, history_of, opportunity_visible_to
from konullu.opportunities.rules.publishing import answer_due
from konullu.organisations.models import Organisation
from konullu.organisations.operations import accreditation, registration
from konullu.organisations.rules.accreditation import BAKU
from konullu.platform import facts
from konullu.platform.errors import NotVisible, Refused
from tests.opportunities.conftest import (
    DAY,
    DECLARED,
    changed,
    filled,
    fresh,
    latest_letter,
    letters_to,
    verbs,
)
from tests.organisations.conftest import NOW, new_person


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The opportunities of the facts that were published, one after the other."""
    heard: list[object] = []
    monkeypatch.setitem(facts._in_transaction, OpportunitiesChanged, [lambda fact: heard.append(fact.opportunity_ids)])
    return heard


def test_what_an_unknown_organisation_sends_waits_for_the_union(complete: Opportunity, nigar: Person) -> None:
    made = publishing.submit(opportunity=complete, declared=DECLARED, by=nigar, now=NOW)
    row = fresh(complete)
    assert (made.move, made.from_state, made.to_state) == ("submit", "draft", "submitted")
    assert (row.state, row.submitted_at, row.published_at) == ("submitted", NOW, None)
    assert set(row.declarations) == set(DECLARED)
    assert {one["by"] for one in row.declarations.values()} == {str(nigar.pk)}
    assert verbs(row) == ["begun", "saved", "submitted"]
    assert letters_to(nigar) == ["submitted"]
    # Two working days after a Wednesday.
    assert "27 noyabr 2026, 18:00" in latest_letter(nigar).text


def test_what_a_trusted_organisation_sends_is_public_at_once(
    trusted: Organisation, complete: Opportunity, babek: Person, told: list[object]
) -> None:
    made = publishing.submit(opportunity=complete, declared=DECLARED, by=babek, now=NOW)
    row = fresh(complete)
    assert (made.move, row.state, row.published_at) == ("publish", "published", NOW)
    assert told == [(row.pk,)]
    assert letters_to(babek) == ["trusted"]


def test_all_that_is_missing_is_said_at_once_with_its_field(draft: Opportunity, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        publishing.submit(opportunity=draft, declared=DECLARED[:4], by=nigar, now=NOW)
    assert [(reason.code.partition(".")[2], reason.field) for reason in refused.value.reasons] == [
        ("missing_summary", "summary"),
        ("missing_text", "text"),
        ("missing_direction", "direction"),
        ("missing_starts_at", "starts_at"),
        ("missing_ends_at", "ends_at"),
        ("missing_place", "region_code"),
        ("missing_places", "places"),
        ("missing_contact", "contact_email"),
        ("declarations_missing", "declarations"),
    ]
    assert fresh(draft).state == "draft"
    assert history_of(draft) == []


def test_kinds_for_young_people_declare_nothing(organisation: Organisation, nigar: Person) -> None:
    row = begin(organisation=organisation, kind="grant", title="Layihə qrantı", language="az", by=nigar, now=NOW)
    details = details_of(row)
    words = details.main.__class__(title="Layihə qrantı", summary="Kiçik qrant", text="Mətn", gives="2000 manata qədər")
    row = changed(
        row, nigar, wordings={"az": words}, apply_until=NOW + timedelta(days=20), contact_email="q@example.az"
    )
    publishing.submit(opportunity=row, declared=DECLARED, by=nigar, now=NOW)
    assert (fresh(row).state, fresh(row).declarations) == ("submitted", {})


def test_an_organisation_that_waits_itself_can_only_prepare(union: Organisation) -> None:
    owner = new_person("Rasim")
    young = registration.begin_registration(person=owner, name="Yeni", legal_form="ngo", now=NOW)
    row = begin(organisation=young, kind="one_time", title="Sahil", language="az", by=owner, now=NOW)
    row = filled(row, owner)
    with pytest.raises(Refused) as refused:
        publishing.submit(opportunity=row, declared=DECLARED, by=owner, now=NOW)
    assert refused.value.codes == ["opportunities.organisation_not_accredited"]


def test_a_company_offers_only_to_young_people(union: Organisation) -> None:
    owner = new_person("Rasim")
    company = registration.register_partner(person=owner, name="Şirkət MMC", now=NOW)
    with pytest.raises(Refused) as refused:
        begin(organisation=company, kind="one_time", title="Təmizlik", language="az", by=owner, now=NOW)
    assert refused.value.codes == ["opportunities.kind_not_for_company"]
    row = begin(organisation=company, kind="internship", title="Yay təcrübəsi", language="az", by=owner, now=NOW)
    assert row.kind == "internship"


def test_the_union_accepts_and_the_team_is_told_in_its_languages(
    submitted: Opportunity, elmira: Person, nigar: Person, babek: Person, vusal: Person, told: list[object]
) -> None:
    later = NOW + timedelta(hours=3)
    moderation.accept(opportunity=submitted, by=elmira, text="Uğurlar.", now=later)
    row = fresh(submitted)
    assert (row.state, row.published_at, row.confirmed_at) == ("published", later, later)
    assert told == [(row.pk,)]
    assert [letters_to(person) for person in (nigar, babek, vusal)] == [["submitted", "accepted"], ["accepted"], []]
    assert "Uğurlar." in latest_letter(nigar).text
    assert latest_letter(babek).language == "ru"


def test_return_mend_submit_again(submitted: Opportunity, elmira: Person, nigar: Person) -> None:
    moderation.send_back(
        opportunity=submitted, by=elmira, reasons=["place_or_time_unclear"], text="Görüş yerini yazın.", now=NOW
    )
    row = fresh(submitted)
    assert row.state == "returned"
    letter = latest_letter(nigar)
    assert "Görüş yerini yazın." in letter.text
    assert "Yer və ya vaxt aydın deyil." in letter.text
    row = changed(row, nigar, address="Kiş kəndi, məktəbin qarşısı")
    publishing.submit(opportunity=row, declared=DECLARED, by=nigar, now=NOW)
    assert [move.move for move in history_of(row)] == ["submit", "return", "submit"]


@pytest.mark.parametrize(
    ("reasons", "text", "code"),
    [
        ([], "Niyə", "reasons_missing"),
        (["not_a_reason"], "Niyə", "reasons_missing"),
        (["wording"], "  ", "explanation_missing"),
        (["wording"], "ş" * 2001, "explanation_too_long"),
    ],
)
def test_nobody_is_returned_without_a_reason_and_a_word(
    submitted: Opportunity, elmira: Person, reasons: list[str], text: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        moderation.send_back(opportunity=submitted, by=elmira, reasons=reasons, text=text, now=NOW)
    assert refused.value.codes == [f"opportunities.{code}"]
    assert fresh(submitted).state == "submitted"


def test_the_union_does_not_decide_on_its_own(union: Organisation, elmira: Person, organisation: Organisation) -> None:
    row = begin(organisation=union, kind="one_time", title="Forum", language="az", by=elmira, now=NOW)
    row = filled(row, elmira)
    Opportunity.objects.filter(pk=row.pk).update(state="submitted", submitted_at=NOW)
    with pytest.raises(Refused) as refused:
        moderation.accept(opportunity=row, by=elmira, text="", now=NOW)
    assert refused.value.codes == ["opportunities.own_case"]


def test_a_public_one_can_be_taken_down(
    published: Opportunity, elmira: Person, cavid: Person, nigar: Person, told: list[object]
) -> None:
    moderation.take_down(opportunity=published, by=elmira, reasons=["political"], text="Partiya adı var.", now=NOW)
    row = fresh(published)
    assert (row.state, letters_to(nigar)[-1]) == ("returned", "taken_down")
    assert told == [(row.pk,)]
    with pytest.raises(NotVisible):
        opportunity_visible_to(cavid, row.pk)


def test_a_second_decision_meets_the_first(submitted: Opportunity, elmira: Person) -> None:
    moderation.accept(opportunity=submitted, by=elmira, text="", now=NOW)
    with pytest.raises(Refused) as refused:
        moderation.send_back(opportunity=submitted, by=elmira, reasons=["wording"], text="Səhv", now=NOW)
    assert refused.value.codes == ["opportunities.state_moved_on"]


def test_outsiders_learn_nothing_and_viewers_decide_nothing(
    submitted: Opportunity, cavid: Person, vusal: Person, nigar: Person
) -> None:
    with pytest.raises(NotVisible):
        publishing.withdraw(opportunity=submitted, by=cavid, now=NOW)
    with pytest.raises(PermissionDenied):
        publishing.withdraw(opportunity=submitted, by=vusal, now=NOW)
    with pytest.raises(NotVisible):
        moderation.accept(opportunity=submitted, by=nigar, text="", now=NOW)
    assert fresh(submitted).state == "submitted"


def test_close_reopen_archive_restore(published: Opportunity, nigar: Person, told: list[object]) -> None:
    publishing.close(opportunity=published, closing="filled", by=nigar, now=NOW)
    row = fresh(published)
    assert (row.state, row.closing, row.closed_at) == ("closed", "filled", NOW)
    publishing.reopen(opportunity=row, by=nigar, now=NOW)
    row = fresh(row)
    assert (row.state, row.closing, row.closed_at) == ("published", "", None)
    publishing.close(opportunity=row, closing="ended", by=nigar, now=NOW)
    publishing.archive(opportunity=row, by=nigar, now=NOW)
    row = fresh(row)
    assert (row.state, row.closing, row.archived_at) == ("archived", "ended", NOW)
    publishing.restore(opportunity=row, by=nigar, now=NOW)
    row = fresh(row)
    assert (row.state, row.closing, row.archived_at, row.published_at) == ("draft", "", None, NOW)
    assert told == [(row.pk,)] * 4
    moves = ["submit", "accept", "close", "reopen", "close", "archive", "restore"]
    assert [move.move for move in reversed(history_of(row))] == moves


def test_reopening_what_is_over_is_refused_until_its_days_are_changed(published: Opportunity, nigar: Person) -> None:
    after = DAY + timedelta(days=3)
    publishing.close(opportunity=published, closing="ended", by=nigar, now=after)
    with pytest.raises(Refused) as refused:
        publishing.reopen(opportunity=published, by=nigar, now=after)
    assert refused.value.codes == ["opportunities.deadline_past", "opportunities.over"]
    start = after + timedelta(days=7)
    days = {"starts_at": start, "ends_at": start + timedelta(hours=4), "apply_until": start - timedelta(days=1)}
    row = changed(published, nigar, now=after, **days)
    publishing.reopen(opportunity=row, by=nigar, now=after)
    assert fresh(row).state == "published"


@pytest.mark.parametrize("closing", ["", "suspended", "unanswered", "x"])
def test_a_team_gives_one_of_its_own_reasons_to_close(published: Opportunity, nigar: Person, closing: str) -> None:
    with pytest.raises(Refused) as refused:
        publishing.close(opportunity=published, closing=closing, by=nigar, now=NOW)
    assert refused.value.codes == ["opportunities.closing_missing"]


def test_who_saved_a_cancelled_one_is_told(published: Opportunity, nigar: Person, cavid: Person) -> None:
    saving.save(opportunity=published, person=cavid, now=NOW)
    publishing.close(opportunity=published, closing="cancelled", by=nigar, now=NOW)
    assert letters_to(cavid) == ["cancelled"]
    assert "Şəkidə ağacəkmə" in latest_letter(cavid).subject


def test_a_suspended_organisation_takes_nobody(
    organisation: Organisation, published: Opportunity, nigar: Person, elmira: Person, told: list[object]
) -> None:
    waiting = filled(
        begin(organisation=organisation, kind="one_time", title="Sahil", language="az", by=nigar, now=NOW), nigar
    )
    publishing.submit(opportunity=waiting, declared=DECLARED, by=nigar, now=NOW)
    accreditation.suspend(organisation=organisation, by=elmira, reasons=["complaints"], text="Şikayət var.", now=NOW)
    assert (fresh(published).state, fresh(published).closing) == ("closed", "suspended")
    assert fresh(waiting).state == "draft"
    assert told == [(published.pk,)]
    assert history_of(published)[0].moved_by is None
    with pytest.raises(Refused) as refused:
        publishing.reopen(opportunity=published, by=nigar, now=NOW)
    assert "opportunities.organisation_suspended" in refused.value.codes


def test_a_renamed_organisation_is_read_again(
    organisation: Organisation, published: Opportunity, elmira: Person, told: list[object]
) -> None:
    registration.correct_identity(
        organisation=organisation,
        by=elmira,
        name="Yaşıl Xəzər İctimai Birliyi",
        tax_number=organisation.tax_number,
        registration_number=organisation.registration_number,
        text="Çıxarış",
        now=NOW,
    )
    assert told == [(published.pk,)]


def test_words_changed_in_public_are_read_again_unless_trusted(
    published: Opportunity, nigar: Person, elmira: Person
) -> None:
    row = changed(published, nigar, places=60)
    assert row.recheck_since is None
    row = changed(row, nigar, hazards=("water",))
    assert row.recheck_since == NOW
    moderation.confirm_change(opportunity=row, by=elmira, now=NOW)
    row = fresh(row)
    assert (row.recheck_since, row.state) == (None, "published")
    trust.give(organisation=row.organisation, by=elmira, now=NOW)
    row = changed(row, nigar, hazards=())
    assert row.recheck_since is None


def test_closing_and_opening_again_is_no_way_around_the_union(
    published: Opportunity, nigar: Person, elmira: Person
) -> None:
    publishing.close(opportunity=published, closing="filled", by=nigar, now=NOW)
    changed(published, nigar, provided=("meals",))
    assert queue_for_union_staff(elmira, now=NOW, language="az") == []
    publishing.reopen(opportunity=published, by=nigar, now=NOW)
    assert [one.line.id for one in queue_for_union_staff(elmira, now=NOW, language="az")] == [published.pk]
    publishing.close(opportunity=published, closing="filled", by=nigar, now=NOW)
    publishing.archive(opportunity=published, by=nigar, now=NOW)
    assert fresh(published).recheck_since is None


def test_what_is_public_stays_complete_and_safe(published: Opportunity, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        changed(published, nigar, places=None, hazards=("night",), contact_email="")
    assert sorted(refused.value.codes) == [
        "opportunities.missing_contact",
        "opportunities.missing_places",
        "opportunities.not_for_minors",
    ]
    assert fresh(published).places == 40


def test_what_the_union_reads_is_not_changed_under_its_eyes(submitted: Opportunity, nigar: Person) -> None:
    with pytest.raises(Refused) as refused:
        changed(submitted, nigar, places=60)
    assert refused.value.codes == ["opportunities.with_the_union"]
    publishing.withdraw(opportunity=submitted, by=nigar, now=NOW)
    assert changed(submitted, nigar, places=60).places == 60


def test_trust_is_given_once_and_ended(organisation: Organisation, elmira: Person, nigar: Person) -> None:
    given = trust.give(organisation=organisation, by=elmira, now=NOW)
    with pytest.raises(Refused) as refused:
        trust.give(organisation=organisation, by=elmira, now=NOW)
    assert refused.value.codes == ["opportunities.trusted_already"]
    ended = trust.end(organisation=organisation, by=elmira, now=NOW)
    assert (ended.pk, ended.ended_at, ended.ended_by) == (given.pk, NOW, elmira)
    with pytest.raises(Refused) as refused:
        trust.end(organisation=organisation, by=elmira, now=NOW)
    assert refused.value.codes == ["opportunities.not_trusted"]
    assert letters_to(nigar) == ["trusted", "trust_ended"]
    assert verbs(organisation) == ["trust_given", "trust_ended"]


def test_a_move_is_never_rewritten(submitted: Opportunity) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(opportunity=submitted).update(text="başqa")
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(opportunity=submitted).delete()


def test_saving_the_same_again_writes_nothing(complete: Opportunity, nigar: Person) -> None:
    before = verbs(complete)
    save(opportunity=complete, details=details_of(complete), by=nigar, now=NOW + timedelta(days=1))
    assert verbs(complete) == before
    assert fresh(complete).changed_at == NOW


def test_the_answer_of_the_union_is_promised_in_working_days() -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=BAKU)
    assert answer_due(friday) == datetime(2026, 12, 1, 18, tzinfo=BAKU)
