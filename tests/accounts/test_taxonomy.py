"""Skills and causes: complete labels, no orphan."""

import json
from importlib import resources

import pytest

from konullu.accounts.rules.taxonomy import concepts, groups


def rows() -> list[dict]:
    text = resources.files("konullu.accounts").joinpath("data", "taxonomy.json").read_text(encoding="utf-8")
    return json.loads(text)["concepts"]


def test_every_concept_has_its_own_words_in_three_languages() -> None:
    for language in ("az", "en", "ru"):
        labels = [row["labels"][language] for row in rows()]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_labels_wait_for_a_native_editor() -> None:
    assert {row["reviewed"] for row in rows()} == {False}


@pytest.mark.parametrize(("scheme", "number"), [("skill", 47), ("cause", 45)])
def test_groups_hold_every_concept_once(scheme: str, number: int) -> None:
    listed = [concept.id for head, below in groups(scheme) for concept in [head, *below]]
    assert sorted(listed) == sorted(concepts(scheme))
    assert len(listed) == number


def test_an_interest_that_speaks_of_faith_or_health_is_sensitive() -> None:
    sensitive = {concept.id for concept in concepts("cause").values() if concept.sensitive}
    assert {"ReligionFaith", "LGBT", "MentalHealth", "EthnicMinorities"} <= sensitive
    assert "Environment" not in sensitive
