"""Very many new rows at once, by COPY: several times as fast as INSERT, with the same constraints."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, JSONField, Model
from psycopg import sql
from psycopg.types.json import Jsonb


def blank(model: type[Model]) -> dict[str, Any]:
    """What a new row of the model holds where nothing is said, by attribute: the model's own defaults.

    Without the numbers that the database gives, and without the id: a fresh one is needed for each row.
    """
    fields = [field for field in model._meta.concrete_fields if not (isinstance(field, AutoField) or field.primary_key)]
    return {field.attname: field.get_default() for field in fields}


def copy_in(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows in the running transaction. Each names the same attributes (`region_id`), in any order.

    A row that is there already is an error. Columns that are not named get the database's own defaults.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if field.attname in rows[0]]
    names = [(field.attname, isinstance(field, JSONField)) for field in fields]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    with connection.cursor() as cursor, cursor.copy(order) as stream:
        for row in rows:
            stream.write_row([Jsonb(row[name]) if is_json else row[name] for name, is_json in names])
