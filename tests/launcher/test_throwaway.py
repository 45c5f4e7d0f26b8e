"""The test server itself: Azerbaijani letters survive, a transactional test leaves nothing behind."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection


def one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_database_keeps_azerbaijani_letters():
    assert one("SELECT lower('KÖNÜLLÜ ƏĞŞ')") == "könüllü əğş"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_transactional_test_starts_from_a_clean_copy(time):
    assert not ContentType.objects.filter(app_label="left behind").exists()
    assert ContentType.objects.count() > 5
    ContentType.objects.create(app_label="left behind", model="x")
