"""The command line: help everywhere, exit codes, answers for machines."""

import json

import pytest
from click.testing import CliRunner

from konullu.launcher import bytecode, cli, examining, reaching
from konullu.launcher.examining import Finding
from konullu.launcher.trouble import Trouble


def run(*arguments: str):
    return CliRunner().invoke(cli.konullu, arguments)


@pytest.mark.parametrize(
    "name", [*cli.COMMANDS, "import opportunities", "operator grant", "operator revoke", "operator remove-factors"]
)
def test_every_command_explains_itself(name):
    if name == "manage":
        pytest.skip("passes --help on to Django")
    done = run(*name.split(), "--help")
    assert done.exit_code == 0
    assert "Usage:" in done.output
    assert len(done.output.splitlines()) > 5


def test_list_of_commands_says_what_each_does():
    done = run("--help")
    assert all(name in done.output for name in cli.COMMANDS)


def test_unknown_command_ends_with_2():
    assert run("fly").exit_code == 2


def test_trouble_is_a_sentence_with_a_remedy_and_ends_with_1(monkeypatch, capsys):
    def fail(**_rest):
        raise Trouble("The cable is out.", "Put it in.")

    monkeypatch.setattr(cli, "konullu", fail)
    monkeypatch.setattr(bytecode, "keep", lambda: None)  # it would change how this process reads code
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    said = capsys.readouterr().err
    assert "The cable is out." in said
    assert "Put it in." in said
    assert "Traceback" not in said


@pytest.fixture
def at_test_database(data, url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def test_doctor_finds_nothing_broken_in_a_sound_installation(at_test_database):
    done = run("doctor", "--json")
    answer = json.loads(done.output)
    assert [check for check in answer["checks"] if check["state"] == "broken"] == []
    assert (done.exit_code, answer["ok"]) == (0, True)
    looked_at = {check["name"] for check in answer["checks"]}
    assert looked_at >= {
        "versions",
        "data",
        "disk",
        "clock",
        "translations",
        "mail",
        "sms",
        "database",
        "migrations",
        "worker",
    }


def test_doctor_ends_with_1_and_a_remedy_when_something_is_broken(at_test_database, monkeypatch):
    monkeypatch.setattr(examining, "disk", lambda: Finding("disk", "broken", "Full.", "Make room."))
    done = run("doctor")
    assert done.exit_code == 1
    assert "Make room." in done.output


def test_doctor_goes_on_when_one_look_fails(at_test_database, monkeypatch):
    def fail() -> Finding:
        raise ZeroDivisionError

    monkeypatch.setattr(examining, "disk", fail)
    answer = json.loads(run("doctor", "--json").output)
    states = {check["name"]: check["state"] for check in answer["checks"]}
    assert states["disk"] == "broken"
    assert states["database"] == "ok"


def test_doctor_says_so_when_the_database_is_away(data, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://konullu@127.0.0.1:1/konullu")
    answer = json.loads(run("doctor", "--json").output)
    [database] = [check for check in answer["checks"] if check["name"] == "database"]
    assert database["state"] == "broken"
    assert "can't be reached" in database["sentence"]


def test_production_without_names_and_mail_is_broken(settings, monkeypatch):
    monkeypatch.delenv("KONULLU_HOSTS", raising=False)
    settings.PRODUCTION, settings.SMTP_HOST, settings.PUBLIC_URL, settings.SECRET_KEY = True, "", "http://x", "short"
    found = {finding.name: finding.state for finding in [*examining.production(), examining.mail(), examining.sms()]}
    assert found == {"hosts": "broken", "address": "broken", "key": "broken", "mail": "broken", "sms": "warn"}


def test_mail_server_that_does_not_answer_is_found(settings, monkeypatch):
    settings.SMTP_HOST = "127.0.0.1"
    monkeypatch.setenv("KONULLU_SMTP_PORT", "1")
    assert examining.mail().state == "broken"


def test_whereis_names_view_template_and_operation():
    done = run("whereis", "http://127.0.0.1:8000/az/sign-in/?next=/az/", "--json")
    found = json.loads(done.output)
    [view] = found["views"]
    assert view["name"] == "konullu.web.portal.sign_in.sign_in"
    assert view["file"] == "konullu/web/portal/sign_in.py"
    assert view["line"] > 0
    assert "portal/sign_in.html" in [template["name"] for template in found["templates"]]
    assert "konullu.accounts.operations.codes.ask_code" in [operation["name"] for operation in found["operations"]]


def test_whereis_finds_the_function_behind_an_address_of_the_api():
    [view] = json.loads(run("whereis", "/api/v1/countries", "--json").output)["views"]
    assert view["name"] == "konullu.api.v1.places.countries"


def test_whereis_knows_no_page_of_that_name():
    done = run("whereis", "/nowhere/at/all")
    assert isinstance(done.exception, Trouble)


def test_manage_runs_a_command_of_django(at_test_database, capfd):
    done = run("manage", "showmigrations", "places")
    assert done.exit_code == 0
    assert "[X] 0001_initial" in done.output


def test_operator_is_granted_and_taken_back(at_test_database):
    from konullu.accounts.models import Person

    person = Person.objects.create(
        name="Orxan", birth_year=1990, email="orxan@example.org", language="az", created_at="2026-11-25T09:00Z"
    )
    assert run("operator", "grant", "orxan@example.org", "--json").exit_code == 0
    assert Person.objects.get(id=person.id).is_operator
    assert run("operator", "revoke", "orxan@example.org").exit_code == 0
    assert not Person.objects.get(id=person.id).is_operator


@pytest.mark.parametrize("act", [("grant",), ("revoke",), ("remove-factors", "--yes")])
def test_operator_command_about_nobody_is_refused_in_plain_words(at_test_database, act):
    done = run("operator", *act, "nobody@example.org")
    assert isinstance(done.exception, Trouble)
    assert done.exception.sentence == "There is no account with this phone or e-mail yet."


def test_somebody_who_has_lost_every_factor_is_let_in_again(at_test_database):
    from konullu.accounts.models import Person, RecoveryCode
    from konullu.accounts.operations import time_codes
    from konullu.journal.models import Entry
    from konullu.platform.clock import now

    person = Person.objects.create(
        name="Orxan", birth_year=1990, email="orxan@example.org", language="az", created_at=now()
    )
    time_codes.renew_recovery_codes(person=person, now=now())
    unasked = run("operator", "remove-factors", "orxan@example.org")
    assert isinstance(unasked.exception, Trouble)
    assert "--yes" in unasked.exception.remedy
    assert RecoveryCode.objects.count() == 10
    done = run("operator", "remove-factors", "orxan@example.org", "--yes", "--json")
    assert (done.exit_code, json.loads(done.output)) == (0, {"person": str(person.id), "factors_removed": True})
    assert RecoveryCode.objects.count() == 0
    assert Entry.objects.filter(verb="accounts.factors_removed_by_operator", subject_id=person.id).count() == 1
    again = run("operator", "remove-factors", "orxan@example.org", "--yes")
    assert isinstance(again.exception, Trouble)
    assert "no second step" in again.exception.sentence


def test_command_beside_a_running_installation_uses_its_database(data, monkeypatch):
    from konullu.launcher import lock
    from konullu.platform import instance

    monkeypatch.delenv("DATABASE_URL")
    instance.remember(database_url="postgresql:///running")
    with lock.hold(data, "up"), reaching.database("backup") as address:
        assert address == "postgresql:///running"


def test_command_beside_another_command_is_refused(data, monkeypatch):
    from konullu.launcher import lock

    monkeypatch.delenv("DATABASE_URL")
    with lock.hold(data, "restore"), pytest.raises(lock.Busy, match="restore"), reaching.database("backup"):
        pass
