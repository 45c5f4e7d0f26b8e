"""Erasure: asked for, taken back, carried out; nothing that was planted is found afterwards, in any table."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from konullu.accounts.models import (
    AccessRecord,
    Consent,
    Device,
    Erasure,
    Export,
    GuardianInvitation,
    Guardianship,
    LinkedIdentity,
    NameChangeRequest,
    Passkey,
    Person,
    SignInTry,
)
from konullu.accounts.operations import consents, erasure, export, guardianships, needs, profile
from konullu.accounts.operations.access import note
from konullu.accounts.queries import erasure as queries
from konullu.accounts.queries.profile import public_profile_of
from konullu.accounts.rules.erasure import receipt_in_words
from konullu.journal.models import Entry
from konullu.platform import files
from konullu.platform.errors import NotVisible, Refusal, Refused
from konullu.platform.models import MailboxItem
from tests.accounts.families import guardian_of, invitation_to
from tests.accounts.persons import NOW, adult, child

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=7)

PLANTED = {
    "name": "Zümrüd Gizliyeva",
    "phone": "+994509998877",
    "email": "zumrud.gizli@planted.example",
    "contact": "Təranə Qonşuqızı",
    "contact_phone": "+994125556677",
    "note": "merdivenden-qorxuram-planted",
    "agent": "Plantedfox, Planted OS",
    "network": "203.0.113.0/24",
    "passkey": "planted-key-of-zumrud",
    "change": "Zümrüd Təzəsoyad",
    "reason": "nigah-planted-reason",
    "letter": "planted words of a letter",
}


def planted_person() -> Person:
    """Somebody who has left something in every corner."""
    person = adult(PLANTED["name"], phone=PLANTED["phone"], email=PLANTED["email"], birth_date=date(1990, 7, 7))
    profile.save_languages(person=person, by=person, levels={"az": "native"}, now=NOW)
    profile.save_interests(person=person, by=person, kind="skill", chosen=["Driving"], now=NOW)
    profile.save_availability(person=person, by=person, cells=[(1, "day")], now=NOW)
    profile.save_emergency_contact(
        person=person, by=person, name=PLANTED["contact"], phone=PLANTED["contact_phone"], relation="qonşu", now=NOW
    )
    needs.save(person=person, by=person, needs=["quiet"], note=PLANTED["note"], language="az", now=NOW)
    consents.give(person=person, by=person, purpose="public_profile", language="az", now=NOW)
    note(
        people=[person],
        reader=adult("Babək"),
        organisation_id=None,
        organisation_name="Yaşıl Xəzər",
        purpose="team",
        fields=["phone"],
        now=NOW,
    )
    _sign_in_traces(person)
    MailboxItem.objects.create(created_at=NOW, channel="email", to=PLANTED["email"], text=PLANTED["letter"])
    MailboxItem.objects.create(
        created_at=NOW, channel="email", to="other@people.example", text=f"Salam, {PLANTED['name']} yazır."
    )
    MailboxItem.objects.create(created_at=NOW, channel="email", to="other@people.example", text="Başqa məktub.")
    asked = export.ask(person=person, by=person, language="az", now=NOW)
    export.build(export_id=asked.pk, now=NOW)
    _as_guardian(person)
    return person


def _sign_in_traces(person: Person) -> None:
    where = {"agent": PLANTED["agent"], "network": PLANTED["network"]}
    Device.objects.create(
        created_at=NOW, person=person, session_hash="s" * 64, method="email", last_seen_at=NOW, **where
    )
    SignInTry.objects.create(created_at=NOW, person=person, method="email", outcome="signed_in", **where)
    Passkey.objects.create(
        created_at=NOW, person=person, name=PLANTED["passkey"], credential_id="c1", public_key=b"k", sign_count=0
    )
    NameChangeRequest.objects.create(created_at=NOW, person=person, name=PLANTED["change"], reason=PLANTED["reason"])
    LinkedIdentity.objects.create(
        created_at=NOW,
        person=person,
        issuer="https://id.example",
        subject_hash="h" * 64,
        assurance="high",
        verified_at=NOW,
    )


def _as_guardian(person: Person) -> None:
    """Guardian of one child with a document, invited by another."""
    minor = child(age=12)
    held = guardian_of(minor)
    row = Guardianship.objects.get(guardian=held)
    Guardianship.objects.filter(pk=row.pk).update(guardian=person)
    upload = SimpleUploadedFile("sened.pdf", b"%PDF-1.4\n%%EOF\n")
    guardianships.attach_document(guardianship_id=row.pk, by=person, upload=upload, now=NOW)
    invitation_to(person, child("Tural", age=13))


def erased(person: Person, by: Person | None = None) -> Erasure:
    asked = erasure.ask(person=person, by=by or person, language="az", now=NOW)
    assert erasure.carry_out(erasure_id=asked.pk, now=LATER)
    asked.refresh_from_db()
    person.refresh_from_db()
    return asked


def dump() -> dict[str, str]:
    """Every column of every table as text, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = cursor.fetchall()
        found = {}
        for schema, table in tables:
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), \'\') FROM "{schema}"."{table}" t')
            found[f"{schema}.{table}"] = cursor.fetchone()[0]
    return found


def where_found() -> dict[str, list[str]]:
    tables = dump()
    return {
        key: [table for table, text in tables.items() if secret in text]
        for key, secret in PLANTED.items()
        if any(secret in text for text in tables.values())
    }


def test_nothing_that_was_planted_is_left_in_any_table() -> None:
    person = planted_person()
    # The two that lie sealed cannot be found even before; the search itself is proved by the others.
    assert set(where_found()) == set(PLANTED) - {"contact", "contact_phone", "note"}
    erased(person)
    assert where_found() == {}
    assert MailboxItem.objects.get().text == "Başqa məktub."


def test_files_are_gone_too() -> None:
    person = planted_person()
    stored = [Export.objects.get().file, Guardianship.objects.exclude(document="").get().document]
    for name in stored:
        assert files.read(name)
    erased(person)
    from procrastinate.contrib.django.models import ProcrastinateJob

    from konullu.accounts.tasks import forget_files

    ordered = [
        name for job in ProcrastinateJob.objects.filter(task_name="accounts.forget_files") for name in job.args["names"]
    ]
    assert sorted(ordered) == sorted(stored)
    forget_files(names=ordered)
    for name in stored:
        with pytest.raises(FileNotFoundError):
            files.read(name)


def test_what_the_law_demands_stays_under_a_number_without_a_name() -> None:
    person = planted_person()
    before = Consent.objects.filter(person=person).count()
    lines = Entry.objects.filter(actor_id=person.pk).count()
    done = erased(person)
    assert (person.name, person.birth_year, person.birth_date, person.phone, person.email) == (
        "—",
        1900,
        None,
        None,
        None,
    )
    assert (person.erased_at, person.is_active) == (LATER, False)
    assert Consent.objects.filter(person=person).count() == before == 2
    assert AccessRecord.objects.filter(person=person).count() == 2
    assert Entry.objects.filter(actor_id=person.pk).count() == lines + 1  # the wish itself
    held = Guardianship.objects.get(guardian=person)
    assert (held.ending, held.document) == ("erased", "")
    assert not GuardianInvitation.objects.filter(state="sent").exists()
    kept = {row["code"]: (row["count"], row["until"]) for row in done.receipt["kept"]}
    assert kept["consents"] == (2, "2036-12-02")
    assert kept["access_records"] == (2, "2036-12-02")
    assert kept["guardianships"] == (1, "2036-12-02")
    assert kept["journal"][1] is None
    assert {row["code"] for row in done.receipt["deleted"]} == {
        "account", "languages", "interests", "availability", "emergency_contact", "access_needs", "invitations",
        "devices", "keys", "identity", "exports", "files", "letters",
    }  # fmt: skip
    words = receipt_in_words(done.receipt)
    assert all(str(line.words) for line in [*words["deleted"], *words["kept"]])
    with pytest.raises(NotVisible):
        public_profile_of(person.pk, LATER)


def test_it_waits_seven_days_and_can_be_taken_back() -> None:
    person = adult()
    asked = erasure.ask(person=person, by=person, language="az", now=NOW)
    assert not erasure.carry_out(erasure_id=asked.pk, now=LATER - timedelta(seconds=1))
    assert queries.waiting_erasure_of(person) == asked
    erasure.keep(person=person, by=person, now=LATER - timedelta(seconds=1))
    assert not erasure.carry_out(erasure_id=asked.pk, now=LATER)
    person.refresh_from_db()
    assert person.erased_at is None
    verbs = Entry.objects.filter(verb__startswith="accounts.erasure").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["accounts.erasure_asked", "accounts.erasure_cancelled"]
    erasure.ask(person=person, by=person, language="az", now=LATER)  # and may be asked for again


def test_carrying_out_twice_is_harmless() -> None:
    person = adult()
    asked = erased(person)
    assert not erasure.carry_out(erasure_id=asked.pk, now=LATER)
    assert Entry.objects.filter(verb="accounts.erased").count() == 1


def test_same_wish_twice_is_refused() -> None:
    person = adult()
    erasure.ask(person=person, by=person, language="az", now=NOW)
    with pytest.raises(Refused) as refused:
        erasure.ask(person=person, by=person, language="az", now=NOW)
    assert refused.value.codes == ["accounts.erasure_waiting"]


def test_objection_from_above_refuses_and_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    person = adult()
    last_owner = Refusal(code="organisations.last_owner", text="Sonuncu sahibsiniz.", next_step="Təhvil verin.")
    objections: list[Refusal] = [last_owner]
    monkeypatch.setattr(erasure, "_objectors", [lambda person_id: objections])
    with pytest.raises(Refused) as refused:
        erasure.ask(person=person, by=person, language="az", now=NOW)
    assert refused.value.codes == ["organisations.last_owner"]
    objections.clear()
    asked = erasure.ask(person=person, by=person, language="az", now=NOW)
    objections.append(last_owner)
    assert not erasure.carry_out(erasure_id=asked.pk, now=LATER)
    asked.refresh_from_db()
    assert (asked.state, asked.objections) == ("waiting", ["organisations.last_owner"])
    objections.clear()
    assert erasure.carry_out(erasure_id=asked.pk, now=LATER)


def test_operator_hands_over_first() -> None:
    person = adult(is_operator=True)
    with pytest.raises(Refused) as refused:
        erasure.ask(person=person, by=person, language="az", now=NOW)
    assert refused.value.codes == ["accounts.operator_stays"]


def test_guardian_asks_for_a_minor_and_stranger_does_not() -> None:
    minor, stranger = child(age=12), adult("Cavid")
    mother = guardian_of(minor)
    with pytest.raises(NotVisible):
        erasure.ask(person=minor, by=stranger, language="az", now=NOW)
    done = erased(minor, by=mother)
    assert done.requested_by_id == mother.pk
    assert Entry.objects.get(verb="accounts.erasure_asked").on_behalf_of_id == minor.pk
    assert Guardianship.objects.get().ending == "erased"


def test_failure_in_one_domain_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from konullu.accounts.facts import PersonErased
    from konullu.platform import facts

    def fails(fact: Any) -> None:
        raise RuntimeError("this domain can't forget now")

    person = planted_person()
    asked = erasure.ask(person=person, by=person, language="az", now=NOW)
    before = dump()
    with monkeypatch.context() as patched:
        patched.setitem(facts._in_transaction, PersonErased, [fails])
        with pytest.raises(RuntimeError):
            erasure.carry_out(erasure_id=asked.pk, now=LATER)
    assert dump() == before
    assert erasure.carry_out(erasure_id=asked.pk, now=LATER)


def test_receipt_opens_with_its_secret_only() -> None:
    asked = erased(adult())
    token = queries.receipt_token(asked)
    assert queries.erasure_by_receipt(asked.pk, token) == asked
    with pytest.raises(NotVisible):
        queries.erasure_by_receipt(asked.pk, "0" * 32)
    other = erased(adult())
    with pytest.raises(NotVisible):
        queries.erasure_by_receipt(other.pk, token)


def test_due_wishes_become_one_job_each() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    asked = [erasure.ask(person=person, by=person, language="az", now=NOW) for person in (adult(), adult())]
    assert erasure.queue_due(now=NOW) == 0
    assert erasure.queue_due(now=LATER) == 2
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.erase_person").order_by("id")
    assert [job.args["erasure_id"] for job in jobs] == [str(wish.pk) for wish in asked]


def test_every_table_of_accounts_about_people_is_dealt_with() -> None:
    """A new table with a person in it must be named in operations/forgetting.py."""
    from django.apps import apps

    from konullu.accounts.operations import forgetting

    own = {model for tables in forgetting._OWN.values() for model in tables}
    otherwise = {GuardianInvitation, Guardianship, Export, Consent, AccessRecord, Erasure}
    about_people = {
        model
        for model in apps.get_app_config("accounts").get_models()
        if any(field.is_relation and field.related_model is Person for field in model._meta.local_fields)
    }
    assert about_people == own | otherwise
