"""Where the answers of a search lie, for a map of points."""

from datetime import datetime

from django.db import connection

from konullu.search.queries.conditions import where
from konullu.search.rules.asking import Asking

LOOKED_AT = 5000  # documents whose points are read; a map with more would show no more

# Three decimals are about a hundred metres: what lies nearer together is one point on every map that we draw.
_SPOTS = """
WITH fit AS MATERIALIZED (
  SELECT latitude, longitude FROM search_document WHERE latitude IS NOT NULL AND {clause} LIMIT %s
)
SELECT round(latitude::numeric, 3)::float, round(longitude::numeric, 3)::float, count(*) FROM fit GROUP BY 1, 2
"""


def spots(asking: Asking, *, now: datetime) -> list[tuple[float, float, int]]:
    """(latitude, longitude, how many), WGS84 degrees, of the first LOOKED_AT that fit and have a place."""
    clause, values = where(asking, now)
    with connection.cursor() as cursor:
        cursor.execute(_SPOTS.format(clause=clause), [*values, LOOKED_AT])
        return list(cursor.fetchall())
