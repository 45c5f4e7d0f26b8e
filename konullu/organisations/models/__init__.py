from konullu.organisations.models.accreditation import Decision, Document
from konullu.organisations.models.federation import Membership, Office
from konullu.organisations.models.organisation import District, Organisation
from konullu.organisations.models.team import Invitation, Member

__all__ = ["Decision", "District", "Document", "Invitation", "Member", "Membership", "Office", "Organisation"]
