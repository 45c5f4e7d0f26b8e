"""What follows from a fact can be read in one file, and forgetting a person reaches every domain that holds people."""

import ast
import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.test.utils import isolate_apps

from konullu.accounts.facts import PersonErased
from konullu.platform.facts import reactions_to
from tests.house.test_models import domain
from tests.house.tree import ROOT, files, name_called, parsed, refuse, room_files

REACTIONS = "konullu/reactions.py"
# accounts itself carries the erasure out.
FORGETS_BY_ITSELF = {"accounts"}


def sins_of_reactions(root: Path) -> Iterator[str]:
    """A reaction registered elsewhere, or a signal receiver, is a consequence that nobody finds."""
    for path in files(root, "*.py"):
        name = path.relative_to(root).as_posix()
        if not name.startswith("konullu/") or name in {REACTIONS, "konullu/platform/facts.py"}:
            continue
        for node in ast.walk(parsed(path)):
            if name_called(node) == "react":
                yield f"{name}:{node.lineno}: reactions stand in {REACTIONS}"
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals"):
                yield f"{name}:{node.lineno}: a signal of the ORM has no business meaning here"


def sins_of_facts(root: Path) -> Iterator[str]:
    for path in room_files(root, "facts"):
        name = path.relative_to(root).as_posix()
        if name == "konullu/platform/facts.py":
            continue
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and "frozen=True" not in "".join(map(ast.unparse, node.decorator_list)):
                yield f"{name}: {node.name} is not a frozen dataclass"


def holders_of_people(all_models: Iterable[type[models.Model]], person: type[models.Model]) -> set[str]:
    """The domains with a key to a person."""
    return {
        name
        for model in all_models
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model is person
        and (name := domain(model)) is not None
    }


def deaf_to_erasure(holders: set[str], modules: Iterable[str]) -> set[str]:
    """The domains that hold people and do not react when one is erased."""
    reacting = {module.split(".")[1] for module in modules if module.startswith("konullu.")}
    return holders - FORGETS_BY_ITSELF - reacting


def test_reactions_stand_in_one_file() -> None:
    refuse(sins_of_reactions(ROOT))


def test_facts_are_frozen() -> None:
    refuse(sins_of_facts(ROOT))


def test_every_domain_that_holds_people_reacts_to_their_erasure() -> None:
    holders = holders_of_people(apps.get_models(), get_user_model())
    modules = [reaction.__module__ for reaction in reactions_to(PersonErased)]
    assert deaf_to_erasure(holders, modules) == set()


def test_every_fact_is_published_by_its_own_domain() -> None:
    """A fact that nobody tells is a promise that nothing keeps."""
    for path in room_files(ROOT, "facts"):
        if path == ROOT / "konullu/platform/facts.py":
            continue
        package = path.relative_to(ROOT / "konullu").parts[0]
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        told = "\n".join(each.read_text(encoding="utf-8") for each in (ROOT / "konullu" / package).rglob("*.py"))
        kinds = [
            kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__
        ]
        assert [kind.__name__ for kind in kinds if f"publish({kind.__name__}(" not in "".join(told.split())] == []


def test_a_planted_reaction_and_signal_are_caught(tmp_path: Path) -> None:
    path = tmp_path / "konullu/shifts/apps.py"
    path.parent.mkdir(parents=True)
    path.write_text("from django.db.models.signals import post_save\nfacts.react(Left, promote, in_transaction=True)\n")
    (tmp_path / REACTIONS).write_text("react(Left, promote, in_transaction=True)\n")
    assert list(sins_of_reactions(tmp_path)) == [
        "konullu/shifts/apps.py:1: a signal of the ORM has no business meaning here",
        f"konullu/shifts/apps.py:2: reactions stand in {REACTIONS}",
    ]


def test_a_planted_mutable_fact_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "konullu/shifts/facts.py"
    path.parent.mkdir(parents=True)
    path.write_text("@dataclass(frozen=True)\nclass Good:\n    pass\n\n\n@dataclass\nclass Bad:\n    pass\n")
    assert list(sins_of_facts(tmp_path)) == ["konullu/shifts/facts.py: Bad is not a frozen dataclass"]


@isolate_apps("konullu.platform")
def test_a_domain_that_does_not_forget_is_caught() -> None:
    def table(name: str, package: str, **fields: object) -> type[models.Model]:
        meta = type("Meta", (), {"app_label": package})
        return type(name, (models.Model,), {"__module__": f"konullu.{package}.models", "Meta": meta, **fields})

    person = table("Somebody", "accounts")
    held = {
        package: table("Held", package, person=models.ForeignKey(person, on_delete=models.PROTECT, related_name="+"))
        for package in ["accounts", "messaging", "organisations"]
    }
    holders = holders_of_people([person, *held.values()], person)
    assert deaf_to_erasure(holders, ["konullu.messaging.operations.forgetting"]) == {"organisations"}
