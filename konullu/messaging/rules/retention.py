"""How long letters are kept."""

from datetime import timedelta

LETTER_KEPT_FOR = timedelta(days=730)  # in a person's own inbox
LETTER_WITHOUT_PERSON_KEPT_FOR = timedelta(days=30)  # an invitation to an address is over by then
ADDRESS_KEPT_FOR = timedelta(days=30)  # after the letter has arrived or was given up; staff may retry until then
