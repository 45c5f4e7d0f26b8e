"""Who may read which private word of the world (tests/people.py). Whoever is not named here may not."""

from tests.people import PRIVATE

# Their own, and what a guardian reads of a minor.
MAY_READ: dict[str, set[str]] = {
    "aygun.email": {"volunteer"},
    "aygun.emergency": {"volunteer"},
    "aygun.needs": {"volunteer"},
    "cavid.email": set(),
    "cavid.emergency": set(),
    "fidan.email": {"minor", "guardian"},
    "fidan.needs": {"minor", "guardian"},
    "gunay.email": {"guardian"},
    "babek.email": {"coordinator"},
    # The papers of an organisation: its owners and coordinators, and the Union that decides.
    "other.tax_number": {"other_owner", "union"},
    "other.paper": {"other_owner", "union"},
    "own.paper": {"owner", "coordinator", "union"},
    "own.invited": {"owner", "coordinator"},
}
# Further readers on one page only, each with its reason.
MAY_READ_THERE: dict[tuple[str, str], set[str]] = {}


def words_in(text: str) -> set[str]:
    """The names of the private words that a text holds."""
    return {name for name, word in PRIVATE.items() if word in text}


def leaks(key: str, role: str, words: set[str]) -> set[str]:
    """What this reader has seen and may not have."""
    return {word for word in words if role not in MAY_READ[word] | MAY_READ_THERE.get((key, word), set())}
