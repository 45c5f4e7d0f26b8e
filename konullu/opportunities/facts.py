"""What has happened here and may matter above."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class OpportunitiesChanged:
    """These opportunities were published, changed, closed, archived or imported: whoever keeps a copy reads again."""

    opportunity_ids: tuple[UUID, ...]
