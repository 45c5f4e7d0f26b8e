from django.db import models
from django.db.models import Q

from konullu.organisations.models.organisation import Organisation
from konullu.organisations.words import Channel, Role
from konullu.platform.models import Record


class Member(Record):
    """A person's place in the team of an organisation. Ended places stay: who acted for whom must be answerable."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(ended_at__isnull=True), name="member_once_at_a_time"
            ),
        ]


class Invitation(Record):
    """An invitation to a team, for 14 days and one use. The secret of its link is kept only as a keyed hash.

    The address is somebody's phone or e-mail: sealed, and emptied when the invitation is answered, withdrawn or swept.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role.choices())
    channel = models.CharField(max_length=5, choices=Channel.choices())
    sealed_address = models.TextField(blank=True)  # platform.secrets; shown to the team that invited
    address_hash = models.CharField(max_length=64, blank=True)  # keyed_hash("team-invitation", address)
    language = models.CharField(max_length=5)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address_hash"],
                condition=~Q(address_hash="") & Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="invitation_one_open_per_address",
            ),
        ]
