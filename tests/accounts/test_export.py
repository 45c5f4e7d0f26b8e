"""A person's copy of everything: complete, valid, bound to who asked, gone after seven days."""

import io
import json
import zipfile
from datetime import timedelta
from importlib import resources

import jsonschema
import pytest
from django.utils.translation import override

from konullu.accounts import facts
from konullu.accounts.models import Export, Person
from konullu.accounts.operations import consents, export, needs, profile
from konullu.accounts.operations.access import note
from konullu.accounts.queries.export import export_to_fetch, exports_of
from konullu.accounts.rules.export import Section, StoredFile
from konullu.journal.models import Entry
from konullu.platform import facts as platform_facts
from konullu.platform import files
from konullu.platform.errors import NotVisible, Refused
from tests.accounts.families import guardian_of
from tests.accounts.persons import NOW, adult, child

pytestmark = pytest.mark.django_db


def built(person: Person, by: Person | None = None, language: str = "az") -> Export:
    asked = export.ask(person=person, by=by or person, language=language, now=NOW)
    export.build(export_id=asked.pk, now=NOW)
    asked.refresh_from_db()
    return asked


def opened(found: Export) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(files.read(found.file)))


def full_person() -> Person:
    person = adult(phone="+994501234567")
    profile.save_languages(person=person, by=person, levels={"lez": "native"}, now=NOW)
    profile.save_emergency_contact(
        person=person, by=person, name="Zərnigar", phone="+994501112233", relation="xala", now=NOW
    )
    needs.save(person=person, by=person, needs=["quiet"], note="<b>səs-küy</b>", language="az", now=NOW)
    consents.give(person=person, by=person, purpose="news", language="az", now=NOW)
    note(
        people=[person],
        reader=adult("Babək Həsənov"),
        organisation_id=None,
        organisation_name="Yaşıl Xəzər",
        purpose="team",
        fields=["phone"],
        now=NOW,
    )
    return person


def test_zip_holds_valid_json_and_a_page_to_read() -> None:
    person = full_person()
    archive = opened(built(person))
    assert sorted(archive.namelist()) == ["data.json", "data.schema.json", "export.css", "index.html"]
    document = json.loads(archive.read("data.json"))
    schema = json.loads(archive.read("data.schema.json"))
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    assert schema == json.loads(resources.files("konullu.accounts").joinpath("data/export.schema.json").read_text())
    written = json.dumps(document, ensure_ascii=False)
    page = archive.read("index.html").decode()
    for known in (person.name, "+994501234567", "Zərnigar", "+994501112233", "Yaşıl Xəzər", "lez"):
        assert known in written
        assert known in page
    assert "<b>səs-küy</b>" in written
    assert "<b>səs-küy</b>" not in page
    assert "Babək" not in written


def test_sections_hold_every_row() -> None:
    person = full_person()
    sections = json.loads(opened(built(person)).read("data.json"))["sections"]
    assert [row["purpose"] for row in sections["consents"]["rows"]] == ["access_needs", "news"]
    assert sections["consents"]["rows"][0]["items"]["subject_id"] == str(person.pk)
    assert len(sections["access_records"]["rows"]) == 1  # its own reading comes with the building
    verbs = [row["verb"] for row in sections["journal"]["rows"]]
    assert verbs.count("accounts.profile_saved") == 3
    assert verbs[-1] == "accounts.export_asked"


def test_page_is_in_the_language_of_the_person() -> None:
    with override("az"):
        pages = {
            language: opened(built(adult(), language=language)).read("index.html").decode()
            for language in ("az", "en", "ru")
        }
    assert [f'<html lang="{language}">' in page for language, page in pages.items()] == [True] * 3
    assert "A copy of all your data" in pages["en"]
    assert "A copy of all your data" not in pages["az"]
    assert "A copy of all your data" not in pages["ru"]


def test_one_export_at_a_time_and_building_twice_is_harmless() -> None:
    person = adult()
    asked = export.ask(person=person, by=person, language="az", now=NOW)
    with pytest.raises(Refused) as refused:
        export.ask(person=person, by=person, language="az", now=NOW)
    assert refused.value.codes == ["accounts.export_in_work"]
    for _time in range(2):
        export.build(export_id=asked.pk, now=NOW)
    assert Entry.objects.filter(verb="accounts.export_built").count() == 1


def test_copy_opens_for_the_one_who_asked_and_nobody_else() -> None:
    minor, other_guardian = child(age=15), None
    mother = guardian_of(minor)
    other_guardian = guardian_of(minor, relation="father")
    by_mother = built(minor, by=mother)
    assert export_to_fetch(mother, by_mother.pk, NOW) == by_mother
    for reader in (minor, other_guardian, adult("Cavid")):
        with pytest.raises(NotVisible):
            export_to_fetch(reader, by_mother.pk, NOW)
    assert exports_of(minor, minor) == []


def test_stranger_orders_nothing() -> None:
    with pytest.raises(NotVisible):
        export.ask(person=child(), by=adult("Cavid"), language="az", now=NOW)
    assert not Export.objects.exists()


def test_former_guardian_gets_nothing_even_when_it_was_ordered_in_time() -> None:
    from konullu.accounts.models import Guardianship
    from konullu.accounts.operations import guardianships

    minor = child(age=15)
    mother = guardian_of(minor)
    ready, asked = built(minor, by=mother), export.ask(person=minor, by=mother, language="az", now=NOW)
    guardianships.end(guardianship_id=Guardianship.objects.get().pk, by=minor, now=NOW)
    export.build(export_id=asked.pk, now=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.file) == ("failed", "")
    with pytest.raises(NotVisible):
        export_to_fetch(mother, ready.pk, NOW)


def test_copy_is_deleted_after_seven_days() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from konullu.accounts.tasks import forget_files

    person = adult()
    ready = built(person)
    later = NOW + timedelta(days=7)
    assert export.forget_expired(now=later - timedelta(seconds=1)) == 0
    with pytest.raises(NotVisible):
        export_to_fetch(person, ready.pk, later)
    assert export.forget_expired(now=later) == 1
    job = ProcrastinateJob.objects.get(task_name="accounts.forget_files")
    assert job.args == {"names": [ready.file]}
    forget_files(**job.args)
    forget_files(**job.args)
    with pytest.raises(FileNotFoundError):
        files.read(ready.file)


def test_failure_is_said_and_another_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    person = adult()
    asked = export.ask(person=person, by=person, language="az", now=NOW)
    export.give_up(export_id=asked.pk, now=NOW)
    asked.refresh_from_db()
    assert asked.state == "failed"
    export.build(export_id=asked.pk, now=NOW)  # a late retry finds nothing to do
    assert export.ask(person=person, by=person, language="az", now=NOW)


def test_other_domains_add_their_part_with_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_collectors", {})
    stored = files.keep_made(io.BytesIO(b"paper"), name="tests/paper.pdf")
    section = Section(
        title="Shifts",
        columns={"at": "When"},
        rows=[{"at": NOW}],
        files=[StoredFile(stored=stored, name="paper.pdf")],
    )
    export.register("shifts", lambda person: section)
    archive = opened(built(adult()))
    assert archive.read("files/shifts/paper.pdf") == b"paper"
    assert json.loads(archive.read("data.json"))["sections"]["shifts"]["rows"] == [{"at": NOW.isoformat()}]
    with pytest.raises(ValueError, match="two collectors"):
        export.register("shifts", lambda person: section)


def test_ready_copy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[facts.ExportReady] = []
    monkeypatch.setitem(platform_facts._in_transaction, facts.ExportReady, [told.append])
    person = adult()
    ready = built(person)
    assert [(fact.export_id, fact.requested_by_id) for fact in told] == [(ready.pk, person.pk)]
