"""Migrations follow the models, have a way back, break no release before them, and wait for no lock for long."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils import translation
from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("konullu.")}
# A first migration makes its tables; nothing runs against them yet, so nothing can be broken.
FIRST = "0001_initial"


def drift(told: ProjectState, written: ProjectState, loader: MigrationLoader) -> dict[str, list[str]]:
    """What the models say and the migrations do not."""
    changes = MigrationAutodetector(written, told).changes(graph=loader.graph)
    return {
        label: [operation.describe() for migration in found for operation in migration.operations]
        for label, found in changes.items()
        if label in OURS
    }


def sins_of_return(name: str, operations: list[Operation]) -> Iterator[str]:
    for operation in operations:
        if isinstance(operation, migrations.RunSQL) and operation.reverse_sql is None:
            yield f"{name}: RunSQL without a way back"
        if isinstance(operation, migrations.RunPython) and operation.reverse_code is None:
            yield f"{name}: RunPython without a way back"


def breaking(migration: migrations.Migration, state: ProjectState) -> list[str]:
    """What the release that is still running would stumble over while the next one migrates."""
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(state, editor, collect_sql=True)
    statements = [line for line in editor.collected_sql if not line.startswith("--")]
    errors, _, _ = analyse_sql_statements(PostgresqlAnalyser, statements, [])
    return [issue.code for issue in errors]


@translation.override(None)  # labels are compared as they stand in the code
def test_models_and_migrations_agree() -> None:
    loader = MigrationLoader(None)
    assert drift(ProjectState.from_apps(apps), loader.project_state(), loader) == {}


def test_every_migration_has_a_way_back() -> None:
    ours = [
        (f"{label}.{name}", each)
        for (label, name), each in MigrationLoader(None).disk_migrations.items()
        if label in OURS
    ]
    assert len(ours) >= 5
    assert [sin for name, each in ours for sin in sins_of_return(name, each.operations)] == []


@pytest.mark.django_db
def test_no_migration_breaks_the_release_before_it() -> None:
    loader = MigrationLoader(connection)
    later = [each for (label, name), each in loader.disk_migrations.items() if label in OURS and name != FIRST]
    found = {
        f"{each.app_label}.{each.name}": breaking(each, loader.project_state((each.app_label, each.name), at_end=False))
        for each in later
    }
    assert {name: codes for name, codes in found.items() if codes} == {}


@pytest.mark.django_db
def test_nobody_waits_for_a_lock_for_long() -> None:
    settings = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"]
    with connection.cursor() as cursor:
        limits = {}
        for setting in settings:
            cursor.execute("select current_setting(%s)", [setting])
            limits[setting] = cursor.fetchone()[0]
    assert limits == {"lock_timeout": "5s", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "1min"}


@translation.override(None)
def test_a_planted_drift_is_caught() -> None:
    loader = MigrationLoader(None)
    told = ProjectState.from_apps(apps)
    told.add_field("journal", "entry", "planted", models.TextField(default=""), preserve_default=True)
    assert drift(told, loader.project_state(), loader) == {"journal": ["Add field planted to entry"]}


def test_a_planted_one_way_migration_is_caught() -> None:
    operations = [
        migrations.RunSQL("drop table x"),
        migrations.RunPython(lambda apps, editor: None),
        migrations.RunSQL("create table x ()", reverse_sql="drop table x"),
    ]
    assert list(sins_of_return("shifts.0002_x", operations)) == [
        "shifts.0002_x: RunSQL without a way back",
        "shifts.0002_x: RunPython without a way back",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (migrations.RemoveField("entry", "verb"), "DROP_COLUMN"),
        (migrations.RenameField("entry", "verb", "act"), "RENAME_COLUMN"),
        (migrations.AddField("entry", "planted", models.TextField(default=""), preserve_default=False), "NOT_NULL"),
        (migrations.DeleteModel("entry"), "DROP_TABLE"),
    ],
)
def test_a_planted_breaking_migration_is_caught(operation: Operation, code: str) -> None:
    planted = migrations.Migration("9999_planted", "journal")
    planted.operations = [operation]
    assert breaking(planted, MigrationLoader(connection).project_state()) == [code]


@pytest.mark.django_db
def test_a_new_column_that_may_be_empty_breaks_nothing() -> None:
    planted = migrations.Migration("9999_planted", "journal")
    planted.operations = [migrations.AddField("entry", "planted", models.TextField(null=True))]
    assert breaking(planted, MigrationLoader(connection).project_state()) == []
