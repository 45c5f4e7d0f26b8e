from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from konullu.platform.ids import new_id

ERASED_BIRTH_YEAR = 1900  # an erased person's year of birth is forgotten; the column keeps its promise


class Person(AbstractBaseUser):
    """Anybody who uses Könüllü. No password: sign-in is by one-time code, passkey or national identity.

    The full birth date is asked only when a rule or a contract needs it; the year is always known.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField()
    name = models.CharField(max_length=120)
    birth_year = models.PositiveSmallIntegerField()  # after erasure: ERASED_BIRTH_YEAR
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=16, null=True, blank=True, unique=True)  # E.164, "+994501234567"
    email = models.EmailField(null=True, blank=True, unique=True)  # lower case
    language = models.CharField(max_length=5, default="az")
    time_zone = models.CharField(max_length=40, default="Asia/Baku")
    district = models.ForeignKey("places.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_operator = models.BooleanField(default=False)  # runs the installation; given by command only
    identity_verified_at = models.DateTimeField(null=True, blank=True)  # locks name and birth date
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(email__isnull=False) | Q(erased_at__isnull=False),
                name="person_reachable_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__gte=1900, birth_year__lte=2200), name="person_birth_year_real"
            ),
            models.CheckConstraint(
                condition=Q(birth_date=None) | Q(birth_date__year=models.F("birth_year")),
                name="person_birth_date_in_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's is an attribute that anybody could set
        return self.erased_at is None
