"""Who saw my data: what is written down, what counts once, and that nobody can change it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from konullu.accounts.models import AccessRecord
from konullu.accounts.operations.access import note
from konullu.accounts.rules import access as rules
from konullu.platform.ids import new_id
from tests.accounts.persons import NOW, adult

pytestmark = pytest.mark.django_db
ORGANISATION = new_id()


def look(people, reader, *, fields=("name", "phone"), now=NOW, purpose="team", role="coordinator") -> int:
    return note(
        people=people,
        reader=reader,
        organisation_id=ORGANISATION,
        organisation_name="Yaşıl Xəzər",
        purpose=purpose,
        fields=fields,
        now=now,
        role=role,
    )


def test_look_is_written_with_office_role_purpose_and_fields() -> None:
    seen, reader = adult(), adult("Babək Həsənov")
    assert look([seen], reader) == 1
    row = AccessRecord.objects.get()
    assert (row.person_id, row.reader_id, row.reader_label) == (seen.pk, reader.pk, "coordinator")
    assert (row.organisation_id, row.organisation_name) == (ORGANISATION, "Yaşıl Xəzər")
    assert (row.purpose, row.fields, row.created_at) == ("team", ["name", "phone"], NOW)
    assert "Babək" not in str(vars(row))


def test_same_look_within_the_hour_counts_once() -> None:
    seen, reader = adult(), adult("Babək Həsənov")
    looks = [look([seen], reader, now=NOW + timedelta(minutes=minutes)) for minutes in (0, 30, 59, 61)]
    assert looks == [1, 0, 0, 1]


def test_more_fields_another_purpose_or_reader_count_anew() -> None:
    seen, reader, other = adult(), adult("Babək Həsənov"), adult("Vüsal Abbasov")
    look([seen], reader)
    assert look([seen], reader, fields=["phone", "email"]) == 1
    assert AccessRecord.objects.order_by("id").last().fields == ["email"]
    assert look([seen], reader, purpose="shift") == 1
    assert look([seen], other) == 1


def test_reading_oneself_is_no_news_and_lists_are_one_query_each() -> None:
    reader, others = adult("Babək Həsənov"), [adult() for _each in range(3)]
    assert look([reader, *others], reader) == 3
    assert set(AccessRecord.objects.values_list("person_id", flat=True)) == {person.pk for person in others}


def test_number_of_statements_does_not_grow_with_the_list(django_assert_num_queries) -> None:
    reader = adult("Babək Həsənov")
    for people in ([adult()], [adult() for _each in range(3)]):
        with django_assert_num_queries(4):  # savepoint, earlier looks, insert, release
            look(people, reader)


@pytest.mark.parametrize("wrong", [{"purpose": "curiosity"}, {"fields": ["shoe_size"]}, {"role": "boss"}])
def test_code_without_words_is_an_error_of_the_caller(wrong: dict) -> None:
    with pytest.raises(ValueError, match="nobody could read"):
        look([adult()], adult(), **wrong)


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_accessrecord SET purpose = 'shift'", "DELETE FROM accounts_accessrecord"]
)
def test_database_itself_refuses_to_change_a_record(statement: str) -> None:
    look([adult()], adult("Babək Həsənov"))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_code_has_words() -> None:
    for words in (rules.READERS, rules.PURPOSES, rules.FIELDS):
        assert all(str(word).strip() for word in words.values())
