from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import ValidationError

from konullu.accounts.models import Person


class PersonBackend(BaseBackend):
    """Who a session belongs to. It never authenticates by itself: sign-in is done by our operations."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person, unless erased: the sessions of an erased person are dead at once."""
        try:
            return Person.objects.filter(id=UUID(str(user_id)), erased_at__isnull=True).first()
        except (ValueError, ValidationError):
            return None
