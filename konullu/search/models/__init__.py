from konullu.search.models.document import Block, Card, Document, Mark, Placing, Spelling
from konullu.search.models.saved import SavedSearch
from konullu.search.models.tally import Connection, Counted, Showing, Tally

__all__ = [
    "Block",
    "Card",
    "Connection",
    "Counted",
    "Document",
    "Mark",
    "Placing",
    "SavedSearch",
    "Showing",
    "Spelling",
    "Tally",
]
