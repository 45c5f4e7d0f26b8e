"""The profile: saved by section, sealed where it must be, public only when an adult has opened it."""

from datetime import date

import pytest
from django.db import connection

from konullu.accounts.models import AccessRecord
from konullu.accounts.operations import consents, needs, profile
from konullu.accounts.queries.profile import emergency_contact_of, profile_of, public_profile_of
from konullu.journal.models import Entry
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.ids import new_id
from tests.accounts.families import guardian_of
from tests.accounts.persons import NOW, adult, child, somebody

pytestmark = pytest.mark.django_db


def test_sections_are_saved_one_by_one() -> None:
    person = adult()
    profile.save_languages(person=person, by=person, levels={"az": "native", "lez": "basic"}, now=NOW)
    profile.save_interests(person=person, by=person, kind="skill", chosen=["BasicFirstAid", "Driving"], now=NOW)
    profile.save_interests(person=person, by=person, kind="cause", chosen=["Environment"], now=NOW)
    profile.save_availability(person=person, by=person, cells=[(6, "morning"), (6, "morning"), (7, "day")], now=NOW)
    found = profile_of(person)
    assert found.languages == {"az": "native", "lez": "basic"}
    assert {concept.id for concept in found.skills} == {"BasicFirstAid", "Driving"}
    assert [concept.id for concept in found.causes] == ["Environment"]
    assert found.availability == {(6, "morning"), (7, "day")}
    sections = [line.detail["section"] for line in Entry.objects.filter(verb="accounts.profile_saved").order_by("id")]
    assert sections == ["languages", "skills", "causes", "availability"]


def test_saving_again_forgets_what_is_not_named() -> None:
    person = adult()
    profile.save_interests(person=person, by=person, kind="skill", chosen=["BasicFirstAid", "Driving"], now=NOW)
    profile.save_interests(person=person, by=person, kind="skill", chosen=["Driving", "Logistics"], now=NOW)
    assert {concept.id for concept in profile_of(person).skills} == {"Driving", "Logistics"}
    profile.save_languages(person=person, by=person, levels={"ru": "fluent"}, now=NOW)
    profile.save_languages(person=person, by=person, levels={}, now=NOW)
    assert profile_of(person).languages == {}


def test_only_the_taxonomy_is_taken() -> None:
    person = adult()
    with pytest.raises(Refused) as refused:
        profile.save_interests(person=person, by=person, kind="skill", chosen=["Environment"], now=NOW)
    assert refused.value.codes == ["accounts.concept_unknown"]


def test_birth_date_must_fit_the_year_and_stays_once_given() -> None:
    person = somebody("Tural", 2008)
    with pytest.raises(Refused):
        profile.save_about(person=person, by=person, name="Tural", birth_date=date(2007, 1, 1), now=NOW)
    profile.save_about(person=person, by=person, name="Tural", birth_date=date(2008, 1, 1), now=NOW)
    with pytest.raises(Refused) as refused:
        profile.save_about(person=person, by=person, name="Tural", birth_date=None, now=NOW)
    assert refused.value.codes == ["accounts.birth_date_stays"]


def test_verified_identity_locks_name_and_date() -> None:
    person = adult(identity_verified_at=NOW, birth_date=date(1990, 5, 5))
    for name, day in (("Başqa Ad", date(1990, 5, 5)), (person.name, date(1990, 5, 6))):
        with pytest.raises(Refused) as refused:
            profile.save_about(person=person, by=person, name=name, birth_date=day, now=NOW)
        assert refused.value.codes == ["accounts.identity_locked"]


def test_child_without_guardian_saves_nothing_but_the_name_and_date() -> None:
    minor = somebody("Nigar", 2012)  # 13 or 14
    with pytest.raises(Refused) as refused:
        profile.save_interests(person=minor, by=minor, kind="skill", chosen=["Driving"], now=NOW)
    assert refused.value.codes == ["accounts.guardian_needed"]
    profile.save_about(person=minor, by=minor, name="Nigar", birth_date=date(2012, 2, 2), now=NOW)
    profile.save_interests(person=minor, by=minor, kind="skill", chosen=["ActiveListening"], now=NOW)


def test_guardian_saves_and_stranger_does_not() -> None:
    minor, stranger = child(age=12), adult("Cavid")
    mother = guardian_of(minor)
    profile.save_availability(person=minor, by=mother, cells=[(6, "day")], now=NOW)
    line = Entry.objects.filter(verb="accounts.profile_saved").latest("id")
    assert (line.actor_id, line.on_behalf_of_id) == (mother.pk, minor.pk)
    with pytest.raises(NotVisible):
        profile.save_availability(person=minor, by=stranger, cells=[(6, "day")], now=NOW)


def everything_in(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(row_to_json(t)::text, ''), '') FROM {table} t")
        return cursor.fetchone()[0]


def test_emergency_contact_and_needs_lie_sealed() -> None:
    person = adult()
    profile.save_emergency_contact(
        person=person, by=person, name="Zərnigar", phone="+994501112233", relation="xala", now=NOW
    )
    needs.save(person=person, by=person, needs=["quiet"], note="səs-küydən qaçıram", language="az", now=NOW)
    assert emergency_contact_of(person).name == "Zərnigar"
    lying = everything_in("accounts_emergencycontact") + everything_in("accounts_accessneeds")
    for secret in ("Zərnigar", "501112233", "xala", "quiet", "səs"):
        assert secret not in lying


def test_every_reading_of_needs_is_recorded() -> None:
    minor, organisation = child(age=15), new_id()
    mother, coordinator = guardian_of(minor), adult("Babək")
    needs.save(person=minor, by=minor, needs=["breaks"], note="", language="az", now=NOW)
    consents.give(person=minor, by=mother, purpose="access_needs", language="az", now=NOW)
    for read in (
        lambda: needs.read_own(person=minor, reader=minor, now=NOW),
        lambda: needs.read_own(person=minor, reader=mother, now=NOW),
        lambda: needs.read_for_organisation(
            person=minor,
            reader=coordinator,
            organisation_id=organisation,
            organisation_name="Yaşıl Xəzər",
            role="coordinator",
            now=NOW,
        ),
    ):
        assert read().needs == ("breaks",)
    found = AccessRecord.objects.filter(person=minor).order_by("id").values_list("reader_label", "purpose", "fields")
    assert list(found) == [
        ("self", "own", ["access_needs"]),
        ("guardian", "guardianship", ["access_needs"]),
        ("coordinator", "access_needs", ["access_needs"]),
    ]


def test_needs_without_consent_or_for_a_stranger_do_not_exist() -> None:
    minor, stranger = child(age=15), adult("Cavid")
    guardian_of(minor)
    needs.save(person=minor, by=minor, needs=["breaks"], note="", language="az", now=NOW)
    with pytest.raises(NotVisible):
        needs.read_own(person=minor, reader=stranger, now=NOW)
    with pytest.raises(NotVisible):  # the guardian has not agreed yet
        needs.read_for_organisation(
            person=minor, reader=stranger, organisation_id=new_id(), organisation_name="X", role="team", now=NOW
        )


def test_nobody_is_public_by_default() -> None:
    person = adult()
    with pytest.raises(NotVisible):
        public_profile_of(person.pk, NOW)
    with pytest.raises(NotVisible):
        public_profile_of(new_id(), NOW)


def test_public_profile_shows_the_little_that_was_agreed() -> None:
    person = adult(phone="+994501234567")
    profile.save_interests(person=person, by=person, kind="skill", chosen=["Driving"], now=NOW)
    profile.save_interests(person=person, by=person, kind="cause", chosen=["ReligionFaith"], now=NOW)
    consents.give(person=person, by=person, purpose="public_profile", language="az", now=NOW)
    found = public_profile_of(person.pk, NOW)
    assert (found.name, [concept.id for concept in found.skills]) == (person.name, ["Driving"])
    for secret in ("501234567", str(person.email), "1990", "ReligionFaith"):
        assert secret not in str(found)
    consents.withdraw(person=person, by=person, purpose="public_profile", language="az", now=NOW)
    with pytest.raises(NotVisible):
        public_profile_of(person.pk, NOW)


def test_profile_of_a_minor_is_never_public() -> None:
    """Not even with rows in the ledger that nobody could have written through the pages."""
    person = adult()
    consents.give(person=person, by=person, purpose="public_profile", language="az", now=NOW)
    person.birth_year = 2009
    person.save()
    with pytest.raises(NotVisible):
        public_profile_of(person.pk, NOW)
