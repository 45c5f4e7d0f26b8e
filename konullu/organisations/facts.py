"""What has happened here and may matter above: accreditation given, suspended, given back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Accredited:
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class Suspended:
    organisation_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Reinstated:
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """The name of an accredited or suspended organisation was corrected."""

    organisation_id: UUID
