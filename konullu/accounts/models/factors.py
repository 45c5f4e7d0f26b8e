"""What a person signs in with beside a code: passkeys, time codes, recovery codes."""

from django.db import models
from django.db.models import Q

from konullu.platform.models import Record


class Passkey(Record):
    """A WebAuthn credential (W3C Web Authentication Level 3), always with user verification."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url; at most 1023 bytes by the standard
    public_key = models.BinaryField()  # COSE
    sign_count = models.BigIntegerField()
    transports = models.JSONField(default=list)  # hints of the browser: "internal", "usb", "hybrid" ...
    is_synced = models.BooleanField(default=False)  # the authenticator keeps a copy elsewhere
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sign_count__gte=0), name="passkey_count_not_negative")]
        indexes = [models.Index(fields=["person"], name="passkey_person")]


class TimeCode(Record):
    """An authenticator app of a person (TOTP, RFC 6238): confirmed before it is stored."""

    person = models.OneToOneField("accounts.Person", on_delete=models.CASCADE, related_name="time_code")
    sealed_secret = models.TextField()
    last_step = models.BigIntegerField()  # the newest time step that was spent; older ones are refused


class RecoveryCode(Record):
    """One of ten codes for the day when the phone is lost."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "code_hash"], name="recovery_code_unique_in_person"),
        ]
