"""A saved search writes when there is something new, and is silent when there is not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from konullu.accounts.models import Person
from konullu.journal.models import Entry
from konullu.messaging.models import Message
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.ids import new_id
from konullu.search.models import SavedSearch
from konullu.search.operations import digest, saved
from konullu.search.queries.saved import saved_search_visible_to, saved_searches_of, saved_searches_section
from konullu.search.rules.asking import Asking
from konullu.search.rules.rhythm import next_letter
from konullu.search.words import Rhythm
from tests.organisations.conftest import new_person
from tests.search.offers import NOW, keep, offer

pytestmark = pytest.mark.django_db
TREES = Asking(text="ağac")
EIGHT = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # Thursday, eight in Baku


@pytest.fixture
def aygun() -> Person:
    return new_person("Aygün")


def save(person: Person, asking: Asking = TREES, rhythm: Rhythm = Rhythm.DAILY, name: str = "Ağaclar") -> SavedSearch:
    return saved.save(person=person, asking=asking, name=name, rhythm=rhythm, now=NOW)


def verbs() -> list[str]:
    return sorted(Entry.objects.filter(verb__startswith="search.").values_list("verb", flat=True))


def letters() -> list[Message]:
    return list(Message.objects.filter(template="search/letters/digest"))


@pytest.mark.parametrize(
    ("rhythm", "after", "turn"),
    [
        (Rhythm.DAILY, NOW, EIGHT),
        (Rhythm.DAILY, EIGHT - timedelta(minutes=1), EIGHT),
        (Rhythm.DAILY, EIGHT, EIGHT + timedelta(days=1)),
        (Rhythm.WEEKLY, NOW, EIGHT + timedelta(days=4)),
        (Rhythm.WEEKLY, EIGHT + timedelta(days=4), EIGHT + timedelta(days=11)),
        (Rhythm.NEVER, NOW, None),
    ],
)
def test_turns_are_at_eight_in_baku(rhythm: Rhythm, after: datetime, turn: datetime | None) -> None:
    assert next_letter(rhythm, after=after) == turn


def test_a_search_is_saved_once_with_a_journal_line(aygun: Person) -> None:
    first, again = save(aygun), save(aygun, rhythm=Rhythm.WEEKLY, name="Yaşıl")
    assert first.pk == again.pk
    row = SavedSearch.objects.get()
    assert (row.address, row.rhythm, row.name) == ("q=a%C4%9Fac", "weekly", "Yaşıl")
    assert verbs() == ["search.saved_search_changed", "search.search_saved"]


def test_a_search_for_everything_is_not_saved(aygun: Person) -> None:
    with pytest.raises(Refused) as refused:
        save(aygun, asking=Asking())
    assert refused.value.codes == ["search.asks_nothing"]


def test_there_is_an_end_to_saving(aygun: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST", 1)
    save(aygun)
    with pytest.raises(Refused) as refused:
        save(aygun, asking=Asking(text="kitab"))
    assert refused.value.codes == ["search.too_many_saved"]


def test_nobody_sees_the_searches_of_another(aygun: Person) -> None:
    row = save(aygun)
    assert saved_search_visible_to(aygun, row.pk) == row
    with pytest.raises(NotVisible):
        saved_search_visible_to(new_person("Cavid"), row.pk)


def test_the_letter_names_what_is_new_and_only_that(aygun: Person) -> None:
    keep(offer("Köhnə ağac", published_at=NOW - timedelta(days=3)))
    row = save(aygun)
    keep(
        offer("Yeni ağac", published_at=NOW + timedelta(hours=2)), offer("Kitab", published_at=NOW + timedelta(hours=2))
    )
    assert digest.due_searches(now=EIGHT) == [row.pk]
    assert digest.write_digest(saved_id=row.pk, now=EIGHT) == 1
    (letter,) = letters()
    assert letter.person_id == aygun.pk
    row.refresh_from_db()
    assert (row.looked_at, row.due_at) == (EIGHT, EIGHT + timedelta(days=1))


def test_the_words_of_the_letter(aygun: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[dict[str, Any]] = []
    monkeypatch.setattr(digest, "queue", lambda **letter: written.append(letter))
    keep(*(offer(f"Ağac {number}", published_at=NOW + timedelta(minutes=number)) for number in range(1, 8)))
    digest.write_digest(saved_id=save(aygun).pk, now=EIGHT)
    context = written[0]["context"]
    assert (context["name"], context["count"], context["more"]) == ("Ağaclar", 7, 2)
    assert context["opportunities"][0] == "Ağac 7 · Yaşıl Xəzər · Bakı"
    assert context["url"].endswith("?q=a%C4%9Fac&sort=newest")


def test_nothing_new_no_letter_and_the_next_turn_comes(aygun: Person) -> None:
    row = save(aygun)
    assert digest.write_digest(saved_id=row.pk, now=EIGHT) == 0
    assert letters() == []
    assert digest.due_searches(now=EIGHT) == []


def test_a_second_worker_writes_no_second_letter(aygun: Person) -> None:
    row = save(aygun)
    keep(offer("Yeni ağac", published_at=NOW + timedelta(hours=2)))
    assert digest.write_digest(saved_id=row.pk, now=EIGHT) == 1
    assert digest.write_digest(saved_id=row.pk, now=EIGHT) == 0
    assert len(letters()) == 1


def test_no_letters_means_none(aygun: Person) -> None:
    row = save(aygun, rhythm=Rhythm.NEVER)
    keep(offer("Yeni ağac", published_at=NOW + timedelta(hours=2)))
    assert digest.due_searches(now=EIGHT + timedelta(days=30)) == []
    assert row.due_at is None


def test_a_search_is_let_go(aygun: Person) -> None:
    saved.remove(saved=save(aygun), now=NOW)
    assert saved_searches_of(aygun) == []
    assert verbs() == ["search.saved_search_removed", "search.search_saved"]


def test_an_erased_person_has_no_searches_and_a_copy_holds_them(aygun: Person) -> None:
    save(aygun)
    assert [row["asks"] for row in saved_searches_section(aygun).rows] == ["q=a%C4%9Fac"]
    saved.forget(person_id=aygun.pk, now=NOW)
    assert not SavedSearch.objects.exists()
    assert verbs() == ["search.person_forgotten", "search.search_saved"]


def test_an_unknown_search_writes_nothing() -> None:
    assert digest.write_digest(saved_id=new_id(), now=EIGHT) == 0
