"""A number that changes whenever any answer of the search may have changed."""

from django.db import connection


def version_of_documents() -> int:
    """Compare it with the one that you kept: the same number, the same answers. One look at a sequence, 0.1 ms."""
    with connection.cursor() as cursor:
        # The first nextval gives the value that stands there already.
        cursor.execute("SELECT last_value + is_called::int FROM search_version")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
