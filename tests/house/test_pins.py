"""What is installed is what is written down, and nothing tracked names a registry or a machine."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.house.tree import ROOT, files, refuse
from tools.pins import installed, locked, pinned, with_pins

# Put together here, so that this file is clean itself.
REGISTRIES = [
    ".".join(parts) for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
]
MACHINE = ["/" + word for word in ["root/", "home/[a-z]", "Users/[a-z]", "tmp/[a-z]+_jobs"]]
INDEXES = [
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
    "NPM_CONFIG_REGISTRY",
    "UV_FIND_LINKS",
    "UV_EXTRA_INDEX_URL",
]
BINARY = {".woff2", ".png", ".ttf", ".ico", ".jpg", ".webp", ".avif", ".mo"}


def sins_of_pins(pins: dict[str, str], environment: dict[str, str]) -> Iterator[str]:
    for name, version in environment.items():
        if pins.get(name) != version:
            yield f"{name} {version} is installed, {pins.get(name, 'nothing')} is pinned"


def own_registries() -> list[str]:
    """The hosts that this machine installs from, whatever they are called."""
    hosts = [urlsplit(address).hostname for name in INDEXES for address in os.environ.get(name, "").split()]
    return [host for host in hosts if host]


def sins_of_origin(root: Path, hosts: list[str], places: list[str]) -> Iterator[str]:
    words = re.compile("|".join([*map(re.escape, hosts), *places]), re.IGNORECASE)
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if path.suffix in BINARY or path.is_symlink():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := words.search(line):
                yield f"{name}:{number}: {match[0]}"


def test_every_installed_version_is_pinned() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    refuse(sins_of_pins(pinned(pyproject), installed()))


def test_no_file_names_a_registry_or_a_machine() -> None:
    here = [
        re.escape(f"{place}/") for place in [ROOT, ROOT.parent / "shared", ROOT.parent / ".library"] if ROOT.parent.name
    ]
    refuse(sins_of_origin(ROOT, REGISTRIES + own_registries(), [*MACHINE, *here]))


def test_the_lock_file_stays_out_of_git() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text().splitlines()
    assert "uv.lock" not in [path.name for path in files(ROOT)]


def test_a_version_that_is_not_pinned_is_caught() -> None:
    pyproject = '[tool.uv]\nconstraint-dependencies = [\n  "django==6.1.3",\n  "click==8.0",\n]\n'
    environment = {"django": "6.1.3", "click": "8.5.1", "rich": "15.0.0"}
    assert list(sins_of_pins(pinned(pyproject), environment)) == [
        "click 8.5.1 is installed, 8.0 is pinned",
        "rich 15.0.0 is installed, nothing is pinned",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "https://files." + REGISTRIES[1] + "/x",
        "https://registry." + REGISTRIES[2] + "/x",
        MACHINE[0] + "x",
        "https://wheels.example/x",
    ],
)
def test_a_planted_origin_is_caught(tmp_path: Path, line: str) -> None:
    (tmp_path / "package-lock.json").write_text(f'{{\n"resolved": "{line}"\n}}\n')
    assert len(list(sins_of_origin(tmp_path, [*REGISTRIES, "wheels.example"], MACHINE))) == 1


def test_pins_are_rewritten_in_place() -> None:
    lock = '[[package]]\nname = "konullu"\nversion = "0"\n[[package]]\nname = "Typing_Extensions"\nversion = "4.16.0"\n'
    before = '[project]\nname = "konullu"\n\n[tool.uv]\nconstraint-dependencies = [\n  "old==1",\n]\nrequired = 1\n'
    after = with_pins(before, locked(lock))
    assert pinned(after) == {"typing-extensions": "4.16.0"}
    assert after.endswith("required = 1\n")
