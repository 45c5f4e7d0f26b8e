"""What is true now, for this reader. The names that other floors call most are gathered here."""

from konullu.opportunities.queries.offers import changed_views, published_views, view_of
from konullu.opportunities.queries.reading import details_of, history_of, opportunity_for, opportunity_visible_to
from konullu.opportunities.queries.trust import is_trusted

__all__ = [
    "changed_views",
    "details_of",
    "history_of",
    "is_trusted",
    "opportunity_for",
    "opportunity_visible_to",
    "published_views",
    "view_of",
]
