"""A data folder of its own for each test that writes there, and the address of the test's database."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from konullu.launcher.steps import Steps


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("KONULLU_DATA", str(folder))
    return folder


@pytest.fixture
def url(transactional_db) -> Iterator[str]:
    """The database of this test as an address, for tools that connect by themselves."""
    settings = connection.settings_dict
    where = {"host": settings["HOST"], "port": settings["PORT"]} | (
        {"password": settings["PASSWORD"]} if settings["PASSWORD"] else {}
    )
    yield f"postgresql://{quote(settings['USER'])}@/{quote(settings['NAME'])}?{urlencode(where)}"
    connection.close()


@pytest.fixture
def steps() -> Steps:
    return Steps(quiet=True)
