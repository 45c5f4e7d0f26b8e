"""The words of each app and their translations: what is said on screen, and what of it has no translation yet.

    uv run python -m tools.messages                    what is missing, for every app
    uv run python -m tools.messages konullu/accounts   for one app
    uv run python -m tools.messages --write            also adds the missing msgids (empty) and takes out unused ones

Reads Python with ast and templates with Django's own templatize; needs no xgettext.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("az", "ru")
PLURAL_FORMS = {
    "az": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
# How many leading arguments of each function are text, and whether the first of them is the context.
FUNCTIONS = {
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (2, True),
    "pgettext_lazy": (2, True),
    "npgettext": (3, True),
    "npgettext_lazy": (3, True),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


@dataclass(frozen=True)
class Message:
    """One thing to translate: the English text, its plural if it counts something, its context if it has one."""

    text: str
    plural: str | None = None
    context: str | None = None

    @classmethod
    def of(cls, function: str, arguments: list[str]) -> "Message":
        wanted, has_context = FUNCTIONS[function]
        taken = arguments[:wanted]
        context = taken.pop(0) if has_context else None
        return cls(text=taken[0], plural=taken[1] if len(taken) > 1 else None, context=context)


type Found = dict[Message, set[str]]  # message -> "path:line" of every place that says it


def messages_in_python(source: str, path: str) -> Iterator[tuple[Message, int]]:
    """Every call of a gettext function, whatever name the file gave it. A text that is not a literal is an error."""
    tree = ast.parse(source, path)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names.update({item.asname or item.name: item.name for item in node.names if item.name in FUNCTIONS})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            function = names[node.func.id]
            arguments = [
                argument.value
                for argument in node.args[: FUNCTIONS[function][0]]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
            if len(arguments) != FUNCTIONS[function][0]:
                raise ValueError(f"{path}:{node.lineno}: {function} needs plain strings, or nobody can translate them")
            yield Message.of(function, arguments), node.lineno


def messages_in_template(source: str, path: str) -> Iterator[tuple[Message, int]]:
    """Every translate and blocktranslate tag, and every _("...") constant."""
    pythonic = templatize(source, origin=path)
    for match in TEMPLATE_CALL.finditer(pythonic):
        function = "gettext" if match[1] == "_" else match[1]
        arguments = [ast.literal_eval(literal) for literal in re.findall(LITERAL, match[2], re.DOTALL)]
        yield Message.of(function, arguments), pythonic.count("\n", 0, match.start()) + 1


def messages_in(app: Path, root: Path = ROOT) -> Found:
    """What one app says: its Python files and templates, without those of apps inside it."""
    found: Found = {}
    for path in sorted(app.rglob("*")):
        inner = next((parent for parent in path.parents if (parent / "apps.py").exists()), None)
        if inner != app and (app / "apps.py").exists():
            continue
        if path.suffix == ".py" and "migrations" not in path.parts:
            reader = messages_in_python
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            reader = messages_in_template
        else:
            continue
        name = str(path.relative_to(root))
        for message, line in reader(path.read_text(encoding="utf-8"), name):
            found.setdefault(message, set()).add(f"{name}:{line}")
    return found


def apps(root: Path = ROOT) -> list[Path]:
    """The folders that carry words of their own: every Django app of the project."""
    return sorted(path.parent for path in (root / "konullu").rglob("apps.py"))


def catalog_path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def catalog(app: Path, language: str) -> polib.POFile:
    """The app's catalog in a language, or an empty one with the right header."""
    path = catalog_path(app, language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    made = polib.POFile(wrapwidth=110)
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURAL_FORMS[language],
    }
    return made


def is_translated(entry: polib.POEntry, language: str) -> bool:
    """Whether nothing of the entry is empty or doubtful."""
    if entry.fuzzy or entry.obsolete:
        return False
    if not entry.msgid_plural:
        return bool(entry.msgstr)
    forms = int(PLURAL_FORMS[language].split("nplurals=")[1].split(";")[0])
    return len(entry.msgstr_plural) == forms and all(entry.msgstr_plural.values())


def missing(app: Path, language: str, root: Path = ROOT) -> Found:
    """What the app says and its catalog does not translate."""
    ready = {
        Message(entry.msgid, entry.msgid_plural or None, entry.msgctxt)
        for entry in catalog(app, language)
        if is_translated(entry, language)
    }
    return {message: places for message, places in messages_in(app, root).items() if message not in ready}


def update(app: Path, language: str, root: Path = ROOT) -> None:
    """Bring the catalog in step: new msgids get an empty translation, unused ones go, places are noted anew."""
    old = {(entry.msgid, entry.msgctxt): entry for entry in catalog(app, language) if not entry.obsolete}
    made = catalog(app, language)
    made.clear()
    for message, places in sorted(messages_in(app, root).items(), key=lambda pair: sorted(pair[1])[0]):
        entry = polib.POEntry(msgid=message.text, msgctxt=message.context)
        if kept := old.get((message.text, message.context)):
            entry = kept
        if message.plural:
            entry.msgid_plural = message.plural
            forms = int(PLURAL_FORMS[language].split("nplurals=")[1].split(";")[0])
            entry.msgstr_plural = {n: entry.msgstr_plural.get(n, "") for n in range(forms)}
        entry.occurrences = [(path, "") for path in sorted({place.rsplit(":", 1)[0] for place in places})]
        made.append(entry)
    if made:
        path = catalog_path(app, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        made.save(str(path))


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "apps", nargs="*", help="folders of apps, for example konullu/accounts (all when none is named)"
    )
    parser.add_argument("--write", action="store_true", help="bring the catalogs in step with the code")
    options = parser.parse_args(arguments)
    chosen = [Path(name).resolve() for name in options.apps] or apps(root)
    lacking = 0
    for app in chosen:
        for language in LANGUAGES:
            if options.write:
                update(app, language, root)
            for message, places in missing(app, language, root).items():
                lacking += 1
                sys.stdout.write(f"{language} {sorted(places)[0]}: {message.text!r}\n")
    sys.stdout.write(f"{lacking} without a translation\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
