from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konullu.platform.models import Record

GUARDIANS_AT_MOST = 4


class Relation(models.TextChoices):
    """What a guardian is to the minor (Civil Code art. 28-30: the legal representative)."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    ADOPTIVE_PARENT = "adoptive_parent", _("adoptive parent")
    GUARDIAN = "guardian", _("appointed guardian or custodian")
    OTHER = "other", _("another legal representative")


class GuardianInvitation(Record):
    """A minor, or a guardian they already have, asks an adult to be guardian. Single use, and for a few days."""

    class State(models.TextChoices):
        SENT = "sent"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    class Channel(models.TextChoices):
        SMS = "sms"
        EMAIL = "email"

    minor = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="guardian_invitations")
    invited_by = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    sealed_address = models.TextField()  # platform.secrets; shown to the one who invited
    address_hash = models.CharField(max_length=64)  # platform.secrets.keyed_hash("guardian-invitation", address)
    token_hash = models.CharField(max_length=64, unique=True)  # of the secret in the letter's link
    language = models.CharField(max_length=5)
    relation = models.CharField(max_length=20, choices=Relation)  # as the one who invites says it
    state = models.CharField(max_length=9, choices=State, default=State.SENT)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["minor", "address_hash"], condition=Q(state="sent"), name="guardian_invitation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", answered_at=None) | (~Q(state="sent") & Q(answered_at__isnull=False)),
                name="guardian_invitation_answer_has_time",
            ),
        ]
        indexes = [models.Index(fields=["address_hash"], name="guardian_invitation_address")]


class Guardianship(Record):
    """An adult stands for a minor: sees and acts for the account, gives consents. Ends by itself at 18.

    `created_at` is the moment of the statement "I am the legal representative"; `statement` keeps its words.
    """

    class Proof(models.TextChoices):
        STATED = "stated", _("by statement")  # the guardian's own, nothing else
        DOCUMENT = "document", _("document is being checked")
        VERIFIED = "verified", _("checked by staff")
        REJECTED = "rejected", _("not confirmed")

    class Ending(models.TextChoices):
        BY_GUARDIAN = "by_guardian"
        BY_MINOR = "by_minor"
        CAME_OF_AGE = "came_of_age"
        REJECTED = "rejected"  # staff found that the relation does not exist
        ERASED = "erased"

    minor = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="wardships")
    place = models.PositiveSmallIntegerField()  # 1 to 4: so that the database itself keeps the limit
    relation = models.CharField(max_length=20, choices=Relation)
    statement = models.TextField()  # the words that the guardian stated, as shown
    statement_language = models.CharField(max_length=5)
    proof = models.CharField(max_length=8, choices=Proof, default=Proof.STATED)
    document = models.CharField(max_length=200, blank=True)  # platform.files
    document_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by_id = models.UUIDField(null=True)  # staff: a plain id, it outlives them
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(minor=F("guardian")), name="guardianship_not_of_oneself"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=GUARDIANS_AT_MOST), name="guardianship_at_most_four"
            ),
            models.UniqueConstraint(fields=["minor", "guardian"], condition=Q(ended_at=None), name="guardianship_once"),
            models.UniqueConstraint(fields=["minor", "place"], condition=Q(ended_at=None), name="guardianship_place"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="guardianship_ending_has_reason",
            ),
        ]
