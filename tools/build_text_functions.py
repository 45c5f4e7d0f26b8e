"""Print the SQL of the text functions from konullu/platform/alphabets.py.

    uv run python -m tools.build_text_functions > konullu/platform/migrations/0002_text_functions.sql

A change of the alphabets needs a new migration (CREATE OR REPLACE, then REINDEX of what uses the functions): never
rewrite a file that an installation has run.
"""

from string import digits, punctuation

from konullu.platform import alphabets

# PostgreSQL's translate() looks for each character from the left, so the usual ones stand first, by how often they come
# in Azerbaijani and Russian; those that stay as they are too, or they would be looked for to the end.
_USUAL = (
    " aeiənlrdtsmkoıyubüşöçğzvgxhcfqjpw.,-" + "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё" + "ƏIİÖÜŞÇĞ" + digits + punctuation
)


def statements() -> list[str]:
    """All CREATE FUNCTION statements."""
    lower = alphabets.lower_pairs(dotless=True)
    made = [
        _function("az_lower", _translate("t", lower), "İ as i, I as ı, the other letters one to one."),
        _function(
            "az_upper", _translate("t", alphabets.upper_pairs(dotted=True)), "i as İ, ı as I, the rest one to one."
        ),
        _function("fold", _fold(), "What search compares: small, without marks and apostrophes."),
    ]
    for language in alphabets.ORDERS:
        made.append(
            _function(f"sort_key_{language}", _sort(language), f'The order of {language}; compare with COLLATE "C".')
        )
    return made


def _fold() -> str:
    text = _translate(_lower("t"), _without_ascii_capitals(alphabets.fold_table()))
    for letter, letters in alphabets.EXPANSIONS.items():
        text = f"pg_catalog.replace({text}, {_quoted(letter)}, {_quoted(letters)})"
    return text


def _sort(language: str) -> str:
    first = alphabets.sort_first_pairs(language)
    text = _lower(
        f"pg_catalog.translate(t, {_quoted(''.join(first))}, {_quoted(''.join(first.values()))})" if first else "t"
    )
    for old, new in alphabets.sort_replacements(language):
        text = f"pg_catalog.replace({text}, {_quoted(old)}, {_quoted(new)})"
    return _translate(text, _without_ascii_capitals(alphabets.sort_table(language)))


def _lower(text: str) -> str:
    """ASCII only and the same everywhere: the C collation knows no other letters."""
    return f'pg_catalog.lower({text} COLLATE "C")'


def _without_ascii_capitals(table: dict[str, str]) -> dict[str, str]:
    return {c: to for c, to in table.items() if not "A" <= c <= "Z"}


def _translate(text: str, table: dict[str, str]) -> str:
    usual = {c: table.get(c, c) for c in _USUAL}
    changed = {c: to for c, to in (usual | table).items() if to}
    deleted = [c for c, to in table.items() if not to]  # what has no partner in the second list is deleted
    return (
        f"pg_catalog.translate({text}, {_quoted(''.join([*changed, *deleted]))}, {_quoted(''.join(changed.values()))})"
    )


def _quoted(text: str) -> str:
    """A literal in which every character can be seen: ASCII and letters as they are, the rest escaped."""
    parts = [c if (c.isalnum() and not "\ue000" <= c <= "\uf8ff") or c in " .,-" else f"\\{ord(c):04X}" for c in text]
    return "U&'" + "".join(parts) + "'"


def _function(name: str, body: str, comment: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION konullu_text.{name}(t text) RETURNS text\n"
        f"LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10\nRETURN {body};\n"
        f"COMMENT ON FUNCTION konullu_text.{name}(text) IS '{comment}';\n"
    )


if __name__ == "__main__":
    print("-- Made by tools/build_text_functions.py; the meaning of each is in konullu/platform/text.py.\n")
    print("\n".join(statements()), end="")
