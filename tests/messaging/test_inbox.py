"""The inbox: what a person sees of their own letters, and nobody else."""

from datetime import timedelta

import pytest

from konullu.messaging.models import Message
from konullu.messaging.operations import inbox
from konullu.messaging.queries import inbox_page, message_visible_to, unread_count, ways_of
from konullu.platform.errors import NotVisible
from tests.messaging.letterbox import NOON, somebody, write

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_unread_letters_come_first_then_the_newest() -> None:
    person = somebody()
    letters = [write(person, now=NOON + n * HOUR) for n in range(4)]
    inbox.mark_read(message=letters[3], now=NOON)
    inbox.mark_read(message=letters[0], now=NOON)
    found = [letter.pk for letter in inbox_page(person, page="1")]
    assert found == [letters[2].pk, letters[1].pk, letters[3].pk, letters[0].pk]
    assert unread_count(person.pk) == 2


def test_reading_twice_keeps_the_first_time_and_unread_takes_it_back() -> None:
    message = write(somebody())
    inbox.mark_read(message=message, now=NOON)
    inbox.mark_read(message=message, now=NOON + HOUR)
    assert Message.objects.get().read_at == NOON
    inbox.mark_unread(message=message)
    assert Message.objects.get().read_at is None


def test_reading_all_touches_only_ones_own_letters() -> None:
    person, other = somebody(), somebody()
    for reader in (person, person, other):
        write(reader)
    assert inbox.mark_all_read(person=person, now=NOON) == 2
    assert (unread_count(person.pk), unread_count(other.pk)) == (0, 1)


def test_a_letter_is_seen_by_its_reader_only() -> None:
    message = write(somebody())
    assert message_visible_to(message.person, message.pk) == message
    with pytest.raises(NotVisible):
        message_visible_to(somebody(is_operator=True), message.pk)


def test_a_letter_that_is_not_in_the_inbox_is_not_shown_there() -> None:
    person = somebody()
    message = write(person, channels=["email"])
    assert unread_count(person.pk) == 0
    with pytest.raises(NotVisible):
        message_visible_to(person, message.pk)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "", "\x00"])
def test_a_page_number_that_makes_no_sense_gives_the_nearest_page(page: str) -> None:
    person = somebody()
    write(person)
    assert len(inbox_page(person, page=page)) == 1


def test_counting_unread_letters_costs_one_query(django_assert_num_queries) -> None:
    person = somebody()
    write(person)
    with django_assert_num_queries(1):
        unread_count(person.pk)


def test_the_reader_sees_how_a_letter_went_out() -> None:
    message = write(somebody())
    assert [(way.title, way.state) for way in ways_of(message)] == [("E-poçt", "queued")]
