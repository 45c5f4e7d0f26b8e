"""Which organisations may offer something to the public."""

from django.db.models import QuerySet

from konullu.organisations.models import Organisation
from konullu.organisations.words import State
from konullu.platform.text import SortKey


def organisations_that_offer() -> QuerySet[Organisation]:
    """Accredited organisations and partners, by name. The Union's own desk asks; it checks who is reading."""
    rows = Organisation.objects.filter(state__in=[State.ACCREDITED.value, State.PARTNER.value])
    return rows.order_by(SortKey("name", "az"), "pk")
