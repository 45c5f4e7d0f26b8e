"""Skills and causes of the Volunteering Data Standard, with our own Azerbaijani and Russian labels."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

TOP = {"skill": "Skill", "cause": "Cause"}


@dataclass(frozen=True)
class Concept:
    """One skill or cause. sensitive: it may speak of health, faith or origin, so it is never shown to others."""

    scheme: str
    id: str
    uri: str
    parent: str | None
    labels: dict[str, str]
    sensitive: bool

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels["en"]


@cache
def concepts(scheme: str) -> dict[str, Concept]:
    """All concepts of "skill" or "cause" by id, without the top one."""
    text = resources.files("konullu.accounts").joinpath("data", "taxonomy.json").read_text(encoding="utf-8")
    return {
        row["id"]: Concept(row["scheme"], row["id"], row["uri"], row["parent"], row["labels"], row["sensitive"])
        for row in json.loads(text)["concepts"]
        if row["scheme"] == scheme and row["parent"] is not None
    }


def groups(scheme: str) -> list[tuple[Concept, list[Concept]]]:
    """The first level with everything below it (at any depth), for a form."""
    found = concepts(scheme)
    first = [concept for concept in found.values() if concept.parent == TOP[scheme]]
    return [(head, [concept for concept in found.values() if head.id in _line_of(concept, found)]) for head in first]


def _line_of(concept: Concept, found: dict[str, Concept]) -> set[str]:
    line = set()
    while concept.parent in found:
        concept = found[concept.parent]
        line.add(concept.id)
    return line
