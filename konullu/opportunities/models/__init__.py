from konullu.opportunities.models.history import Move, Saved, Trust
from konullu.opportunities.models.opportunity import Opportunity, Role, Wording
from konullu.opportunities.models.outside import FeedLine, ImportedOrganisation, ImportRun

__all__ = [
    "FeedLine",
    "ImportRun",
    "ImportedOrganisation",
    "Move",
    "Opportunity",
    "Role",
    "Saved",
    "Trust",
    "Wording",
]
