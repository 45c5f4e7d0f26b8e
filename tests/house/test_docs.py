"""The documents keep up: every feature on the map, every setting and law explained, every command listed."""

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.access.routes import Route
from tests.access.test_matrix import every_route
from tests.house.tree import ROOT, files, refuse

TARGETS = 15
TABLES = {model._meta.label for model in apps.get_models()}
# Read by the tests and the launcher among themselves.
INTERNAL = {"KONULLU_TEST_RUN", "KONULLU_TEST_DATABASE"}
CODE = re.compile(r"`([^`]+)`")
SETTING = re.compile(r"\b(KONULLU_[A-Z0-9_]+|DATABASE_URL)\b")


def text_of(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def sins_of_map(document: str, routes: list[Route]) -> Iterator[str]:
    """Each route stands in a row of the map; each name in the second column is a route."""
    rows = [line.split("|") for line in document.splitlines() if line.startswith("|") and "---" not in line]
    named = {name for row in rows for name in CODE.findall(row[2])}
    real = {route.name for route in routes}
    yield from (f"docs/map.md has no row for {name}" for name in sorted(real - named))
    yield from (f"docs/map.md has a row for {name}, which is no route" for name in sorted(named - real))


def sins_of_map_columns(document: str) -> Iterator[str]:
    """Each view, operation and table of the map exists."""
    for line in document.splitlines():
        columns = line.split("|")
        for name in CODE.findall(line):
            if name.startswith("konullu.") and not exists(name):
                yield f"docs/map.md names {name}, which does not exist"
        for name in CODE.findall(columns[-2]) if len(columns) == 7 else []:
            if name not in TABLES:
                yield f"docs/map.md names {name}, which is no table"


def exists(dotted: str) -> bool:
    module, _, name = dotted.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name) or bool(importlib.util.find_spec(dotted))
    except ImportError:
        return False


def sins_of_law(document: str) -> Iterator[str]:
    named = [name for name in CODE.findall(document) if name.startswith("konullu.")]
    if not named:
        yield "docs/law.md names no function"
    yield from (f"docs/law.md names {name}, which does not exist" for name in named if not exists(name))


def sins_of_settings(root: Path, document: str) -> Iterator[str]:
    explained = set(SETTING.findall(document))
    for path in files(root, "*.py"):
        if path.relative_to(root).parts[0] == "konullu":
            for name in sorted(set(SETTING.findall(path.read_text(encoding="utf-8"))) - explained - INTERNAL):
                yield f"{path.relative_to(root).as_posix()} reads {name}, which docs/settings.md does not explain"


def sins_of_makefile(makefile: str, help_text: str) -> Iterator[str]:
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    listed = {line.split()[0] for line in help_text.splitlines() if line.strip()}
    yield from (f"make help does not name {name}" for name in sorted(targets - listed))
    if len(targets) > TARGETS:
        yield f"the Makefile has {len(targets)} targets, {TARGETS} are allowed"


def sins_of_links(root: Path) -> Iterator[str]:
    """A link to a file of ours that is not there."""
    for path in files(root, "*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                yield f"{path.relative_to(root).as_posix()} links to {target}, which is not there"


def test_every_route_stands_on_the_map() -> None:
    refuse(sins_of_map(text_of("docs/map.md"), every_route()))


def test_what_the_map_names_exists() -> None:
    refuse(sins_of_map_columns(text_of("docs/map.md")))


def test_every_function_that_the_law_names_exists() -> None:
    refuse(sins_of_law(text_of("docs/law.md")))


def test_every_setting_is_explained() -> None:
    refuse(sins_of_settings(ROOT, text_of("docs/settings.md")))


def test_running_says_how_to_connect_every_service_outside() -> None:
    """Who connects mail, SMS or an identity service finds every setting of it in one place."""
    outside = re.compile(r"KONULLU_(?:SMTP|SMS|OIDC|IDENTITY)_[A-Z_]+")
    there = set(outside.findall(text_of("docs/operations.md")))
    refuse(sorted(set(outside.findall(text_of("konullu/settings.py"))) - there))


def test_make_help_names_every_target() -> None:
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    refuse(sins_of_makefile(text_of("Makefile"), said))


def test_links_lead_somewhere() -> None:
    refuse(sins_of_links(ROOT))


def test_the_test_command_of_the_readme_is_the_one_that_ci_runs() -> None:
    for readme in ["README.md", "README.az.md"]:
        assert "```\nuv run pytest\n```" in text_of(readme)
    assert "\nuv run pytest\n" in text_of(".ci/run")
    assert "\nmake proof\n" in text_of(".ci/run")


def test_the_licence_is_complete() -> None:
    licence = text_of("LICENSE")
    assert licence.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert "13. Remote Network Interaction" in licence
    assert licence.rstrip().endswith("<https://www.gnu.org/licenses/>.")


def test_a_route_off_the_map_and_a_ghost_on_it_are_caught() -> None:
    document = (
        "| what | route | view |\n|---|---|---|\n| see the team | `office:team` | x |\n| gone | `office:gone` | x |\n"
    )
    routes = [Route("GET", "office:team", "t/"), Route("POST", "office:invite", "i/")]
    assert list(sins_of_map(document, routes)) == [
        "docs/map.md has no row for office:invite",
        "docs/map.md has a row for office:gone, which is no route",
    ]


@pytest.mark.parametrize("name", ["konullu.accounts.rules.age.is_giant", "konullu.nowhere.rule"])
def test_a_function_that_does_not_exist_is_caught(name: str) -> None:
    assert list(sins_of_law(f"| x | `{name}` |")) == [f"docs/law.md names {name}, which does not exist"]
    assert list(sins_of_map_columns(f"| x | `{name}` |")) == [f"docs/map.md names {name}, which does not exist"]


def test_an_unexplained_setting_is_caught(tmp_path: Path) -> None:
    (tmp_path / "konullu").mkdir()
    (tmp_path / "konullu/settings.py").write_text('os.environ["KONULLU_NEW"], os.environ["KONULLU_OLD"]\n')
    assert list(sins_of_settings(tmp_path, "`KONULLU_OLD`: the old one")) == [
        "konullu/settings.py reads KONULLU_NEW, which docs/settings.md does not explain"
    ]


def test_a_hidden_target_and_too_many_are_caught() -> None:
    makefile = "".join(f"t{'x' * number}:\n" for number in range(16))
    help_text = "\n".join(f"t{'x' * number}  does" for number in range(1, 16))
    assert list(sins_of_makefile(makefile, help_text)) == [
        "make help does not name t",
        "the Makefile has 16 targets, 15 are allowed",
    ]


def test_a_dead_link_is_caught(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("[a](docs/gone.md) [b](https://example.org/x) [c](README.md#top)\n")
    assert list(sins_of_links(tmp_path)) == ["README.md links to docs/gone.md, which is not there"]
