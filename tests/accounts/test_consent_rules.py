"""When a consent holds, as a table: whose words, at which age."""

from datetime import UTC, datetime, timedelta

import pytest

from konullu.accounts.models import Consent
from konullu.accounts.rules import consents as rules
from konullu.accounts.rules.purposes import Purpose
from konullu.platform.ids import new_id

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SELF, MOTHER, FATHER = new_id(), new_id(), new_id()
PLAIN = Purpose(code="pictures", version=2, oldest_good=2, minors=True, days=0, texts={})
ADULTS = Purpose(code="public_profile", version=1, oldest_good=1, minors=False, days=0, texts={})


def word(who: str, act: str, version: int = 2, days: int | None = None) -> Consent:
    return Consent(
        given_by_id={"self": SELF, "mother": MOTHER, "father": FATHER}[who],
        capacity="self" if who == "self" else "guardian",
        act=act,
        version=version,
        valid_until=NOW + timedelta(days=days) if days is not None else None,
    )


def ledger(words: str) -> list[Consent]:
    """'self+ mother-': given and withdrawn, in this order."""
    return [word(part[:-1], "given" if part[-1] == "+" else "withdrawn") for part in words.split()]


@pytest.mark.parametrize(
    ("age", "words", "holds"),
    [
        (30, "", False),
        (30, "self+", True),
        (30, "self+ self-", False),
        (30, "self+ self- self+", True),
        (30, "mother+", False),  # of age: nobody else speaks
        (18, "self+ mother+ mother-", True),  # given at 17, guardians no longer count
        (16, "self+", False),
        (16, "mother+", False),
        (16, "self+ mother+", True),
        (16, "self+ mother+ father-", False),  # one guardian's no is enough
        (16, "self+ mother+ father- father+", True),
        (16, "self+ mother+ self-", False),
        (13, "mother+", True),
        (13, "mother+ mother-", False),
        (13, "self+", False),
        (13, "mother+ father+", True),
        (13, "mother+ father-", False),
    ],
)
def test_who_must_have_agreed(age: int, words: str, holds: bool) -> None:
    found = rules.is_in_force(ledger(words), purpose=PLAIN, age=age, guardian_ids={MOTHER, FATHER}, now=NOW)
    assert found is holds


def test_word_of_a_former_guardian_does_not_count() -> None:
    assert not rules.is_in_force(ledger("mother+"), purpose=PLAIN, age=13, guardian_ids={FATHER}, now=NOW)


def test_consent_ends_with_its_term_and_with_a_new_text() -> None:
    def holds(row: Consent) -> bool:
        return rules.is_in_force([row], purpose=PLAIN, age=30, guardian_ids=set(), now=NOW)

    assert holds(word("self", "given", days=1))
    assert not holds(word("self", "given", days=0))
    assert not holds(word("self", "given", version=1))


def test_what_only_adults_allow_is_never_in_force_for_a_minor() -> None:
    everybody = ledger("self+ mother+ father+")
    for age in (13, 17):
        assert not rules.is_in_force(everybody, purpose=ADULTS, age=age, guardian_ids={MOTHER, FATHER}, now=NOW)


@pytest.mark.parametrize(
    ("purpose", "age", "by_self", "codes"),
    [
        (None, 30, True, ["accounts.purpose_unknown"]),
        (PLAIN, 30, True, []),
        (PLAIN, 14, True, []),
        (PLAIN, 13, True, ["accounts.guardian_consents"]),
        (PLAIN, 13, False, []),
        (ADULTS, 17, True, ["accounts.purpose_adults_only"]),
        (ADULTS, 17, False, ["accounts.purpose_adults_only"]),
        (ADULTS, 18, True, []),
    ],
)
def test_who_may_give(purpose: Purpose | None, age: int, by_self: bool, codes: list[str]) -> None:
    assert [reason.code for reason in rules.refusals_to_give(purpose=purpose, age=age, by_self=by_self)] == codes
