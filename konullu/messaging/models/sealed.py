"""A text column that lies encrypted in the database: letters hold names, addresses and one-time links."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from konullu.platform.secrets import seal, unseal


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Plain in Python, sealed in the table. An empty text stays empty: "forgotten" can be seen and asked for."""

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        return seal(str(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Sealing the same words twice gives two texts, so comparing would silently find nothing."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"a sealed text can't be searched ({lookup_name})")
