"""`konullu import opportunities`: previews, counts, reasons, and answers for machines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from konullu.launcher import cli
from konullu.opportunities.models import Opportunity
from tests.opportunities.importing.table import content

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_test_database(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = connection.settings_dict
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///{told['NAME']}?host={told['HOST']}")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "listings.csv"
    file.write_bytes(
        content({"opportunity_id": "1"}, {"opportunity_id": "2", "start_date_date": "soon"}, {"opportunity_id": "3"})
    )
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.konullu, ["import", "opportunities", *map(str, arguments)])


def test_the_answer_for_machines(table: Path) -> None:
    answer = json.loads(run(table, "--mapping", "nyc-service", "--json").output)
    assert {name: answer[name] for name in ("created", "changed", "unchanged", "refused")} == {
        "created": 2,
        "changed": 0,
        "unchanged": 0,
        "refused": 1,
    }
    assert answer["refused_rows"] == [
        {
            "row": 3,
            "cell": "start_date_date",
            "code": "not_a_day",
            "reason": "This is not a day in a form that the mapping names.",
            "value": "soon",
        }
    ]
    again = json.loads(run(table, "--mapping", "nyc-service", "--json").output)
    assert (again["created"], again["changed"], again["unchanged"], again["refused"]) == (0, 0, 2, 1)


def test_a_dry_run_writes_nothing(table: Path) -> None:
    done = run(table, "--mapping", "nyc-service", "--dry-run")
    assert done.exit_code == 0
    assert "2 would be created" in done.output
    assert "row 3, start_date_date: 'soon'" in done.output
    assert Opportunity.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "text", "arguments", "says"),
    [
        ("a.csv", b"a,b\n1,2\n", ["--mapping", "nyc-service"], "has no column"),
        ("a.csv", b"", ["--mapping", "nyc-service"], "nothing in this file"),
        ("a.csv", b"a,a\n1,2\n", ["--mapping", "nyc-service"], "the same name"),
        ("a.csv", b"a,b\n1,2\n", ["--mapping", "nope"], "There are: generic, nyc-service"),
        ("a.csv", b"title\nx\n", [], "which organisation"),
        ("a.csv", b"title\nx\n", ["--organisation", "nobody"], "no accredited organisation"),
        ("a.xlsx", b"PK\x03\x04broken", ["--mapping", "nyc-service"], "no table"),
    ],
)
def test_trouble_is_a_sentence(tmp_path: Path, name: str, text: bytes, arguments: list[str], says: str) -> None:
    file = tmp_path / name
    file.write_bytes(text)
    done = run(file, *arguments)
    assert says in str(done.exception)
