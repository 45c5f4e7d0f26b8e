"""What is locked while a promise is checked: the organisation's row, or the whole tree of unions."""

from uuid import UUID

from django.db import connection

from konullu.organisations.models import Organisation

_TREE = 7_828_2009  # any number of our own; the law's, to be found again in pg_locks


def locked(organisation_id: UUID) -> Organisation:
    """The organisation, fresh and locked until the end of the transaction: all who change its team or state wait."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)


def lock_tree() -> None:
    """One change of the tree at a time: two harmless memberships in different branches can make a circle together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE])
