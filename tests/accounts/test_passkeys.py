"""Passkeys against an authenticator made of software."""

import json

import pytest

from konullu.accounts.models import Passkey, Person, SignInTry
from konullu.accounts.operations import passkeys, time_codes
from konullu.accounts.queries.passkeys import authentication_options, registration_options
from konullu.accounts.rules.factors import Site
from konullu.journal.models import Entry
from konullu.platform.errors import Refused
from tests.accounts.authenticator import SoftAuthenticator
from tests.accounts.people import NOW, VISIT, a_person

pytestmark = pytest.mark.django_db

SITE = Site(host="127.0.0.1", origin="http://127.0.0.1:8000")
CHALLENGE = b"a challenge of thirty-two bytes!"
OTHER = b"another challenge of this length"


def add(person: Person, device: SoftAuthenticator | None = None, **how: object) -> tuple[SoftAuthenticator, Passkey]:
    device = device or SoftAuthenticator()
    device.user_handle = person.id.bytes
    answer = device.make(CHALLENGE, **how)  # type: ignore[arg-type]
    made = passkeys.register(
        person=person, name="Telefonum", credential=answer, challenge=CHALLENGE, site=SITE, now=NOW
    )
    return device, made


def sign_in(answer: str, challenge: bytes = CHALLENGE) -> Person:
    return passkeys.sign_in(credential=answer, challenge=challenge, site=SITE, visit=VISIT, now=NOW)


def test_a_passkey_is_stored_with_its_public_half_and_a_journal_line() -> None:
    person = a_person()
    _, made = add(person)
    made.refresh_from_db()
    assert (made.person, made.name, made.sign_count, made.transports) == (
        person,
        "Telefonum",
        0,
        ["hybrid", "internal"],
    )
    assert Entry.objects.get(verb="accounts.passkey_added").subject_id == made.id


def test_signing_in_with_a_passkey_tells_whose_it_is_and_counts() -> None:
    person = a_person()
    device, made = add(person)
    assert sign_in(device.sign(CHALLENGE)) == person
    made.refresh_from_db()
    assert (made.sign_count, made.used_at) == (1, NOW)
    assert list(SignInTry.objects.values_list("method", "outcome")) == [("passkey", "signed_in")]


@pytest.mark.parametrize(
    ("how", "challenge"),
    [
        ({}, OTHER),
        ({"verified": False}, CHALLENGE),
        ({"origin": "https://evil.example"}, CHALLENGE),
        ({"count": 0}, CHALLENGE),
        ({"count": 5}, CHALLENGE),
    ],
    ids=["another challenge", "not verified", "another site", "counter fell back", "counter stood still"],
)
def test_a_signature_that_is_not_right_is_refused_and_remembered(how: dict[str, object], challenge: bytes) -> None:
    person = a_person()
    device, _ = add(person)
    sign_in(device.sign(CHALLENGE, count=5))
    with pytest.raises(Refused) as refused:
        sign_in(device.sign(CHALLENGE, **how), challenge)  # type: ignore[arg-type]
    assert refused.value.codes == ["accounts.passkey_refused"]
    assert list(SignInTry.objects.order_by("id").values_list("outcome", flat=True)) == ["signed_in", "wrong_factor"]


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", "not json", '{"id": 5}', '{"id": "\\u0000"}', '{"id": "unknown"}', "[" * 100_000],
)
def test_rubbish_is_one_and_the_same_refusal(answer: str) -> None:
    with pytest.raises(Refused) as refused:
        sign_in(answer)
    assert refused.value.codes == ["accounts.passkey_refused"]


def test_a_known_id_with_rubbish_around_it_is_refused() -> None:
    device, made = add(a_person())
    for broken in ({"id": made.credential_id}, {**json.loads(device.sign(CHALLENGE)), "response": {"signature": "x"}}):
        with pytest.raises(Refused):
            sign_in(json.dumps(broken))


def test_another_key_cannot_sign_for_this_one() -> None:
    device, _ = add(a_person())
    thief = SoftAuthenticator()
    thief.credential_id = device.credential_id
    with pytest.raises(Refused):
        sign_in(thief.sign(CHALLENGE))


def test_an_erased_person_has_no_way_in() -> None:
    person = a_person()
    device, _ = add(person)
    Person.objects.filter(id=person.id).update(erased_at=NOW)
    with pytest.raises(Refused):
        sign_in(device.sign(CHALLENGE))


@pytest.mark.parametrize(
    "how", [{"verified": False}, {"origin": "https://evil.example"}], ids=["not verified", "another site"]
)
def test_what_is_not_a_passkey_for_us_is_not_stored(how: dict[str, object]) -> None:
    with pytest.raises(Refused):
        add(a_person(), **how)
    assert Passkey.objects.count() == 0


def test_one_passkey_belongs_to_one_person() -> None:
    device, _ = add(a_person())
    with pytest.raises(Refused) as refused:
        add(a_person("050 123 45 68"), device)
    assert refused.value.codes == ["accounts.passkey_refused"]
    assert Passkey.objects.count() == 1


def test_there_is_room_for_ten() -> None:
    person = a_person()
    for _ in range(10):
        add(person)
    with pytest.raises(Refused) as refused:
        add(person)
    assert refused.value.codes == ["accounts.passkeys_at_most"]


def test_only_ones_own_passkey_confirms() -> None:
    aygun, cavid = a_person(), a_person("050 123 45 68")
    device, _ = add(aygun)
    passkeys.confirm(person=aygun, credential=device.sign(CHALLENGE), challenge=CHALLENGE, site=SITE, now=NOW)
    with pytest.raises(Refused):
        passkeys.confirm(person=cavid, credential=device.sign(CHALLENGE), challenge=CHALLENGE, site=SITE, now=NOW)


def test_the_last_factor_of_staff_stays() -> None:
    person = a_person()
    _, made = add(person)
    with pytest.raises(Refused) as refused:
        passkeys.remove(person=person, passkey=made, must_keep_one=True, now=NOW)
    assert refused.value.codes == ["accounts.last_factor_of_staff"]
    _, second = add(person)
    passkeys.remove(person=person, passkey=made, must_keep_one=True, now=NOW)
    assert list(Passkey.objects.all()) == [second]
    passkeys.remove(person=person, passkey=second, must_keep_one=False, now=NOW)
    assert Entry.objects.filter(verb="accounts.passkey_removed").count() == 2


def test_recovery_codes_do_not_count_as_a_factor_that_remains() -> None:
    person = a_person()
    _, made = add(person)
    time_codes.renew_recovery_codes(person=person, now=NOW)
    with pytest.raises(Refused):
        passkeys.remove(person=person, passkey=made, must_keep_one=True, now=NOW)


def test_what_the_browser_is_asked() -> None:
    person = a_person()
    _, made = add(person)
    options = registration_options(person=person, site=SITE, challenge=CHALLENGE)
    assert options["rp"]["id"] == "127.0.0.1"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [known["id"] for known in options["excludeCredentials"]] == [made.credential_id]
    asked = authentication_options(site=SITE, challenge=CHALLENGE)
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")
