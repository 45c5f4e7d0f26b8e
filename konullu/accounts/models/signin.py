"""One-time codes, the devices that are signed in, and the history of tries."""

from django.db import models
from django.db.models import F, Q

from konullu.platform.models import Record


class Code(Record):
    """A one-time code that was sent to an address. Neither the code nor the address can be read from it.

    The session that asked keeps the id, so only that browser can spend the code.
    """

    class Purpose(models.TextChoices):
        SIGN_UP = "sign_up"
        SIGN_IN = "sign_in"
        CONTACT = "contact"  # proves a new phone or e-mail of a person who is signed in
        CONFIRM = "confirm"  # a person who is signed in shows again that it is them

    purpose = models.CharField(max_length=10, choices=Purpose)
    address_hash = models.CharField(max_length=64)  # HMAC of the address
    code_hash = models.CharField(max_length=64)  # HMAC of purpose, address and code
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)  # a newer code was asked for

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "address_hash"],
                condition=Q(used_at__isnull=True, replaced_at__isnull=True),
                name="code_one_live_per_address",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="code_expires_after_it_is_made"),
            models.CheckConstraint(condition=Q(wrong_tries__lte=5), name="code_at_most_five_wrong_tries"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="code_expires")]


class Method(models.TextChoices):
    """How somebody proved who they are."""

    PHONE = "phone"  # a code by SMS
    EMAIL = "email"  # a code by e-mail
    PASSKEY = "passkey"
    IDENTITY = "identity"  # the national identity
    TIME_CODE = "time_code"  # the second step: an authenticator app or a recovery code


class Device(Record):
    """One signed-in browser: a session, from sign-in until it is revoked. created_at is when it was first seen."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="devices")
    session_hash = models.CharField(max_length=64, unique=True)  # HMAC of the session key
    browser_hash = models.CharField(max_length=64, blank=True)  # HMAC of the browser's cookie: is it a new one?
    method = models.CharField(max_length=10, choices=Method)
    agent = models.CharField(max_length=80, blank=True)  # "Firefox, Android": never the whole header
    network = models.CharField(max_length=50, blank=True)  # truncated: /24 or /48
    last_seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "last_seen_at"], name="device_person_seen")]


class SignInTry(Record):
    """One try to sign in to a person's account, with its outcome; kept for 180 days."""

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in"
        WRONG_CODE = "wrong_code"
        WRONG_FACTOR = "wrong_factor"
        REFUSED = "refused"

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="sign_in_tries")
    method = models.CharField(max_length=10, choices=Method)
    outcome = models.CharField(max_length=12, choices=Outcome)
    agent = models.CharField(max_length=80, blank=True)
    network = models.CharField(max_length=50, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "created_at"], name="sign_in_try_person_at")]
