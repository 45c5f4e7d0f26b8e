"""National identity: claims, linking, what it locks, and requests to change it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from konullu.accounts.identity import IdentityUnusable, LegalEntity, NationalIdentity, from_claims
from konullu.accounts.models import LinkedIdentity, NameChangeRequest, Person, SignInTry
from konullu.accounts.operations import identity as operations
from konullu.accounts.queries import identity as queries
from konullu.journal.models import Entry
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.secrets import unseal
from tests.accounts.letterbox import deliver_all
from tests.accounts.people import NOW, VISIT, a_person


def proved(subject: str = "leyla", **changes: Any) -> NationalIdentity:
    facts: dict[str, Any] = {
        "issuer": "https://id.example",
        "subject": subject,
        "given_name": "Leyla",
        "family_name": "Əliyeva",
        "birth_date": date(2001, 4, 9),
        "fin": "5ABC123",
        "assurance": "high",
        "legal_entities": (LegalEntity("1400000011", "Yaşıl Xəzər"),),
    }
    return NationalIdentity(**facts | changes)


def connect(identity: NationalIdentity, person: Person | None) -> Person | None:
    return operations.connect_or_sign_in(identity=identity, person=person, visit=VISIT, now=NOW)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"sub": "x", "given_name": "Leyla"}, {"given_name": "Leyla", "family_name": "", "birth_date": None}),
        ({"sub": "x", "birthdate": "2001-04-09"}, {"birth_date": date(2001, 4, 9)}),
        ({"sub": "x", "birthdate": "09.04.2001"}, {"birth_date": date(2001, 4, 9)}),
        ({"sub": "x", "birthdate": "2001"}, {"birth_date": None}),
        ({"sub": "x", "birthdate": 5}, {"birth_date": None}),
        ({"sub": "x", "fin": " 5abc123 "}, {"fin": "5ABC123"}),
        ({"sub": "x", "fin": "5ABCO23"}, {"fin": None}),  # the letter O is not used
        ({"sub": "x", "acr": "http://eidas.europa.eu/LoA/high"}, {"assurance": "high"}),
        ({"sub": "x", "acr": "silver"}, {"assurance": "substantial"}),
        ({"sub": "x", "given_name": ["Leyla"]}, {"given_name": ""}),
        (
            {"sub": "x", "legal_entities": [{"voen": "1", "name": "A"}, "rubbish", {"name": "B"}]},
            {"legal_entities": (LegalEntity("1", "A"),)},
        ),
    ],
)
def test_claims_become_an_identity(claims: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    found = from_claims(claims, issuer="https://id.example")
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("claims", [{}, {"sub": ""}, {"sub": 5}, {"sub": "x" * 256}])
def test_claims_without_a_subject_are_no_identity(claims: Mapping[str, Any]) -> None:
    with pytest.raises(IdentityUnusable):
        from_claims(claims, issuer="https://id.example")


@pytest.mark.django_db
class TestLinking:
    def test_linking_takes_the_names_of_the_register_and_locks_them(self) -> None:
        person = a_person(name="Leyla", birth_year=2000)
        assert connect(proved(), person) == person
        person.refresh_from_db()
        assert (person.name, person.birth_date, person.birth_year) == ("Leyla Əliyeva", date(2001, 4, 9), 2001)
        assert person.identity_verified_at == NOW
        assert Entry.objects.get(verb="accounts.identity_linked").detail == {"assurance": "high"}

    def test_neither_fin_nor_subject_lies_open(self) -> None:
        connect(proved(), a_person())
        row = [str(value) for value in LinkedIdentity.objects.values_list()[0]]
        assert not any("5ABC123" in value or "leyla" in value for value in row)
        link = LinkedIdentity.objects.get()
        assert unseal(link.sealed_fin) == "5ABC123"
        assert link.legal_entities == [{"tax_id": "1400000011", "name": "Yaşıl Xəzər"}]

    def test_afterwards_the_identity_signs_in(self) -> None:
        person = a_person()
        connect(proved(), person)
        assert connect(proved(), None) == person
        assert list(SignInTry.objects.values_list("method", "outcome")) == [("identity", "signed_in")]

    def test_a_stranger_is_nobody_yet(self) -> None:
        assert connect(proved(), None) is None
        assert LinkedIdentity.objects.count() == 0

    def test_the_same_human_under_another_provider_is_known_by_the_fin(self) -> None:
        person = a_person()
        connect(proved(), person)
        assert connect(proved("other-subject", issuer="https://other.example"), None) == person

    def test_linking_twice_changes_nothing_but_the_time(self) -> None:
        person = a_person()
        connect(proved(), person)
        Person.objects.filter(id=person.id).update(name="Leyla Məmmədova")  # changed by staff, after a request
        connect(proved(), person)
        person.refresh_from_db()
        assert person.name == "Leyla Məmmədova"
        assert LinkedIdentity.objects.count() == 1

    @pytest.mark.parametrize(
        ("identity", "code"),
        [
            (proved(), "accounts.identity_of_another"),
            (proved("x", issuer="https://other.example"), "accounts.identity_of_another"),
            (proved("x", fin=None, assurance="low"), "accounts.identity_weak"),
            (proved("x", fin=None, birth_date=NOW.date() - timedelta(days=13 * 365)), "accounts.identity_under_14"),
            (proved("x", fin=None, given_name="Le\u202eyla"), "accounts.identity_unusable"),
            (proved("x", fin=None, given_name="L" * 200), "accounts.identity_unusable"),
        ],
        ids=["another's", "another's by fin", "weak", "a child's", "turned writing", "endless name"],
    )
    def test_what_is_refused_changes_nothing(self, identity: NationalIdentity, code: str) -> None:
        connect(proved(), a_person("050 123 45 68"))
        person = a_person(name="Cavid İsmayılov")
        with pytest.raises(Refused) as refused:
            connect(identity, person)
        assert refused.value.codes == [code]
        person.refresh_from_db()
        assert (person.name, person.identity_verified_at) == ("Cavid İsmayılov", None)

    def test_an_account_has_one_identity(self) -> None:
        person = a_person()
        connect(proved(), person)
        with pytest.raises(Refused) as refused:
            connect(proved("somebody-else", fin="6ABC123"), person)
        assert refused.value.codes == ["accounts.account_has_an_identity"]

    def test_two_at_once_the_constraint_decides(self, monkeypatch: pytest.MonkeyPatch) -> None:
        connect(proved(), a_person("050 123 45 68"))
        monkeypatch.setattr(operations.queries, "locked_link", lambda identity: None)  # both have looked before
        with pytest.raises(Refused) as refused:
            connect(proved(), a_person())
        assert refused.value.codes == ["accounts.identity_of_another"]

    def test_the_identity_of_an_erased_account_says_so(self) -> None:
        person = a_person()
        connect(proved(), person)
        Person.objects.filter(id=person.id).update(erased_at=NOW)
        with pytest.raises(Refused) as refused:
            connect(proved(), None)
        assert refused.value.codes == ["accounts.identity_of_erased"]
        assert f"{NOW:%d.%m.%Y}" in str(refused.value.reasons[0].text)


@pytest.mark.django_db
class TestNameChange:
    def ask(self, person: Person, **changes: Any) -> NameChangeRequest:
        facts: dict[str, Any] = {"name": "Leyla Məmmədova", "birth_date": None, "reason": "Nikah"} | changes
        return operations.ask_for_name_change(person=person, now=NOW, **facts)

    def verified(self) -> Person:
        person = a_person()
        connect(proved(), person)
        person.refresh_from_db()
        return person

    def test_staff_approve_and_the_person_gets_a_letter(self) -> None:
        person, staff = self.verified(), a_person("050 123 45 68", name="Elmira Vəliyeva")
        request = self.ask(person, birth_date=date(2001, 4, 10))
        operations.approve_name_change(request=request, by=staff, now=NOW)
        person.refresh_from_db()
        request.refresh_from_db()
        assert (person.name, person.birth_date) == ("Leyla Məmmədova", date(2001, 4, 10))
        assert (request.state, request.decided_by, request.decided_at) == ("approved", staff, NOW)
        assert Entry.objects.get(verb="accounts.name_change_approved").actor_id == staff.id
        assert [item.to for item in deliver_all()] == [person.phone]

    def test_staff_refuse_with_a_reason_that_the_person_reads(self) -> None:
        person, staff = self.verified(), a_person("050 123 45 68")
        operations.refuse_name_change(request=self.ask(person), by=staff, answer="Sənəd oxunmur", now=NOW)
        person.refresh_from_db()
        assert person.name == "Leyla Əliyeva"
        assert "Sənəd oxunmur" in deliver_all()[0].text

    def test_nobody_decides_their_own_request_or_one_twice(self) -> None:
        person, staff = self.verified(), a_person("050 123 45 68")
        request = self.ask(person)
        with pytest.raises(Refused) as refused:
            operations.approve_name_change(request=request, by=person, now=NOW)
        assert refused.value.codes == ["accounts.own_request"]
        operations.approve_name_change(request=request, by=staff, now=NOW)
        with pytest.raises(Refused) as refused:
            operations.refuse_name_change(request=request, by=staff, answer="x", now=NOW)
        assert refused.value.codes == ["accounts.request_decided"]

    def test_one_open_request_until_it_is_withdrawn(self) -> None:
        person = self.verified()
        self.ask(person)
        with pytest.raises(Refused) as refused:
            self.ask(person, name="Leyla Həsənova")
        assert refused.value.codes == ["accounts.request_is_open"]
        operations.withdraw_name_change(person=person, now=NOW)
        self.ask(person, name="Leyla Həsənova")
        assert [request.name for request in queries.open_name_changes()] == ["Leyla Həsənova"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": "Leyla Əliyeva"}, "accounts.nothing_to_change"),
            ({"birth_date": date(2100, 1, 1)}, "accounts.birth_date_impossible"),
        ],
    )
    def test_a_request_changes_something_possible(self, changes: dict[str, Any], code: str) -> None:
        with pytest.raises(Refused) as refused:
            self.ask(self.verified(), **changes)
        assert refused.value.codes == [code]

    def test_who_is_not_verified_needs_no_request(self) -> None:
        with pytest.raises(Refused) as refused:
            self.ask(a_person())
        assert refused.value.codes == ["accounts.nothing_locked"]

    def test_an_unknown_request_does_not_exist(self) -> None:
        with pytest.raises(NotVisible):
            queries.name_change_by_id(a_person().id)
