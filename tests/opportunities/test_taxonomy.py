"""The lists of others: whole, without orphans, with words in our three languages."""

import json
from importlib import resources

import pytest

from konullu.opportunities.rules.taxonomy import SCHEMES, concepts, goals, groups, label, targets
from konullu.opportunities.words import Closing, Declaration, Hazard, Kind, Paper, Provided, State, Where


@pytest.mark.parametrize(
    ("scheme", "count"), [("cause", 45), ("skill", 47), ("requirement", 42), ("accessibility", 15), ("reward", 9)]
)
def test_a_scheme_is_whole_and_labelled(scheme: str, count: int) -> None:
    found = concepts(scheme)
    assert len(found) == count
    for concept in found.values():
        assert concept.scheme == scheme
        assert set(concept.labels) == {"az", "en", "ru"}
        assert all(concept.labels.values())
    assert len({concept.label("az") for concept in found.values()}) == count
    grouped = {concept.id for head, below in groups(scheme) for concept in (head, *below)}
    assert grouped == set(found)


def test_all_schemes_are_known() -> None:
    assert set(SCHEMES) == {"cause", "skill", "requirement", "accessibility", "reward"}
    assert label("requirement", "Gloves", "az") == "Əlcək (iş əlcəyi, su keçirməyən əlcək)"
    assert label("requirement", "FromAnOlderFile", "az") == "FromAnOlderFile"


def test_seventeen_goals_and_their_targets() -> None:
    assert list(goals()) == list(range(1, 18))
    assert all(set(goal.labels) == set(goal.titles) == {"az", "en", "ru"} for goal in goals().values())
    assert goals()[13].label("az") == "İqlim üçün tədbirlər"
    assert goals()[1].label("kk") == "No poverty"
    assert len(targets()) == 169
    assert {target.goal for target in targets().values()} == set(goals())
    assert all(code.startswith(f"{target.goal}.") for code, target in targets().items())
    assert all({"en", "ru"} <= set(target.labels) for target in targets().values())


@pytest.mark.parametrize("name", ["taxonomy.json", "goals.json"])
def test_a_file_says_where_it_is_from_and_under_which_licence(name: str) -> None:
    data = json.loads(resources.files("konullu.opportunities").joinpath("data", name).read_text(encoding="utf-8"))
    assert data["source"]
    assert data["licence"]
    rows = data.get("concepts") or data["goals"]
    assert all(row["reviewed"] is False for row in rows)


@pytest.mark.parametrize("words", [Kind, State, Where, Hazard, Provided, Paper, Declaration, Closing])
def test_codes_fit_their_columns_and_labels_differ(words: type[Kind]) -> None:
    longest = {Kind: 12, State: 10, Where: 8, Closing: 12}.get(words, 20)
    assert all(len(word.value) <= longest for word in words)
    assert len({str(word.label) for word in words}) == len(words)
