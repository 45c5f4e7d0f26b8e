"""Lists that others have made: the Volunteering Data Standard and the SDGs, with labels of our own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from konullu.accounts.rules import taxonomy as people
from konullu.accounts.rules.taxonomy import Concept

SCHEMES = ("cause", "skill", "requirement", "accessibility", "reward")
_TOP = {"requirement": "Requirement", "accessibility": "Accessibility", "reward": "Reward"}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One of the 17 goals."""

    number: int
    labels: Mapping[str, str]  # short: "No poverty"
    titles: Mapping[str, str]  # as a sentence
    uri: str

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels["en"]

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.titles["en"]


@dataclass(frozen=True, kw_only=True)
class Target:
    """One of the 169 targets: "4.7"."""

    code: str
    goal: int
    labels: Mapping[str, str]

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels["en"]


@cache
def concepts(scheme: str) -> dict[str, Concept]:
    """All concepts of one of SCHEMES by id, without the top one."""
    if scheme in people.TOP:
        return people.concepts(scheme)
    return {
        row["id"]: Concept(scheme, row["id"], row["uri"], row["parent"], row["labels"], sensitive=False)
        for row in _data("taxonomy.json")["concepts"]
        if row["scheme"] == scheme and row["parent"] is not None
    }


def groups(scheme: str) -> list[tuple[Concept, list[Concept]]]:
    """The first level with everything below it, for a form."""
    if scheme in people.TOP:
        return people.groups(scheme)
    found = concepts(scheme)
    heads = [concept for concept in found.values() if concept.parent == _TOP[scheme]]
    return [(head, [concept for concept in found.values() if _is_below(concept, head, found)]) for head in heads]


@cache
def goals() -> dict[int, Goal]:
    """The 17 goals by number."""
    return {
        row["number"]: Goal(
            number=row["number"],
            labels=row["labels"],
            titles=row["titles"],
            uri=f"http://metadata.un.org/sdg/{row['number']}",
        )
        for row in _data("goals.json")["goals"]
    }


@cache
def targets() -> dict[str, Target]:
    """The 169 targets by code, in the order of the goals."""
    return {
        row["code"]: Target(code=row["code"], goal=row["goal"], labels=row["labels"])
        for row in _data("goals.json")["targets"]
    }


def label(scheme: str, code: str, language: str) -> str:
    """The words of a code; the code itself when it is unknown (an older import), so that nothing is hidden."""
    concept = concepts(scheme).get(code)
    return concept.label(language) if concept else code


def _is_below(concept: Concept, head: Concept, found: Mapping[str, Concept]) -> bool:
    while concept.parent is not None and concept.parent in found:
        concept = found[concept.parent]
        if concept.id == head.id:
            return True
    return False


def _data(name: str) -> Any:
    text = resources.files("konullu.opportunities").joinpath("data", name).read_text(encoding="utf-8")
    return json.loads(text)
