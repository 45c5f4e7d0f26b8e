"""Writes the exact version of every direct and transitive dependency into pyproject.toml.

    uv run python -m tools.pins              the versions this environment was resolved to
    uv run python -m tools.pins --upgrade    the newest versions that pyproject.toml allows

A lock file would name the package registry of whoever made it, and this project must install from anybody's; so uv.lock
stays out of git and the versions stand here (docs/decisions/0004-pins-without-a-lock-file.md).
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^constraint-dependencies = \[.*?^\]\n", re.DOTALL | re.MULTILINE)
# Not ours to pin: the project itself, and the installers that a virtual environment may carry.
UNPINNED = {"konullu", "pip", "setuptools", "wheel", "uv"}


def canonical(name: str) -> str:
    """The one spelling of a package name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(pyproject: str) -> dict[str, str]:
    """Name and version of every pin in the text of pyproject.toml."""
    pins = tomllib.loads(pyproject)["tool"]["uv"].get("constraint-dependencies", [])
    return {canonical(name): version for name, version in (pin.split("==", 1) for pin in pins)}


def installed() -> dict[str, str]:
    """Name and version of everything in the running environment."""
    found = {canonical(each.metadata["Name"]): each.version for each in distributions()}
    return {name: version for name, version in found.items() if name not in UNPINNED}


def locked(lock: str) -> dict[str, str]:
    """Name and version of everything in the text of a uv.lock, for every platform and extra."""
    packages = tomllib.loads(lock)["package"]
    return {canonical(each["name"]): each["version"] for each in packages if canonical(each["name"]) not in UNPINNED}


def with_pins(pyproject: str, pins: dict[str, str]) -> str:
    """The text of pyproject.toml with these pins instead of its own."""
    lines = "".join(f'  "{name}=={version}",\n' for name, version in sorted(pins.items()))
    block = f"constraint-dependencies = [\n{lines}]\n"
    if BLOCK.search(pyproject):
        return BLOCK.sub(lambda _: block, pyproject)
    return pyproject.replace("[tool.uv]\n", "[tool.uv]\n" + block, 1)


def resolve(pyproject: str, *, upgrade: bool) -> dict[str, str]:
    """Let uv resolve pyproject.toml without its pins, in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pyproject.toml").write_text(BLOCK.sub("", pyproject), encoding="utf-8")
        shutil.copy(ROOT / ".python-version", folder)
        if not upgrade and (ROOT / "uv.lock").exists():
            shutil.copy(ROOT / "uv.lock", folder)
        subprocess.run(["uv", "lock", "--quiet"], cwd=folder, check=True)
        return locked((folder / "uv.lock").read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.pins", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    options = parser.parse_args(arguments)
    path = ROOT / "pyproject.toml"
    before = path.read_text(encoding="utf-8")
    after = with_pins(before, resolve(before, upgrade=options.upgrade))
    path.write_text(after, encoding="utf-8")
    old, new = pinned(before), pinned(after)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            sys.stdout.write(f"{name}: {old.get(name, 'new')} -> {new.get(name, 'gone')}\n")
    sys.stdout.write(f"{len(new)} versions pinned; `uv sync` installs them\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
