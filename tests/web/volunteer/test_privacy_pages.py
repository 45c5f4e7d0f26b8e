"""Consents, who saw my data, the copy of everything, erasure: on the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from konullu.accounts.models import Consent, Erasure, Export
from konullu.accounts.operations import erasure, export
from konullu.accounts.operations.access import note
from konullu.accounts.queries.consents import has_consent
from konullu.accounts.queries.erasure import receipt_token
from konullu.platform import clock
from tests.people import World
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def address(name: str, **parts: object) -> str:
    with translation.override("en"):
        return reverse(f"volunteer:{name}", kwargs=parts)


def test_consent_shows_its_six_items_and_is_given_and_withdrawn(client, world: World) -> None:
    client.force_login(world.cavid)
    text = client.get(address("consent", purpose="pictures")).content.decode()
    for item in ("What for", "Which data", "What is done with them", "How long it is valid", "How to withdraw"):
        assert item in text
    assert "What happens to the data in the end" in text
    assert "Who answers for it" in text
    given = client.post(address("consent_giving", purpose="pictures"), follow=True)
    assert "Your consent is written down." in given.content.decode()
    row = Consent.objects.get(person=world.cavid, purpose="pictures")
    assert (row.language, row.purpose) == ("en", "pictures")
    client.post(address("consent_withdrawal", purpose="pictures"))
    assert not has_consent(world.cavid.pk, "pictures", clock.now())
    text = client.get(address("consent", purpose="pictures")).content.decode()
    assert "row 2, text 1 (en)" in text
    assert "row 3, text 1 (en)" in text


def test_no_box_is_ticked_in_advance(client, world: World) -> None:
    client.force_login(world.cavid)
    for name, parts in (("consents", {}), ("consent", {"purpose": "news"})):
        text = client.get(address(name, **parts)).content.decode()
        assert "checked" not in text
    assert client.get(address("consents")).content.decode().count("Not given") == 6  # the account's own is given


def test_refused_consent_says_why(client, world: World) -> None:
    client.force_login(world.fidan)
    answer = client.post(address("consent_giving", purpose="public_profile"))
    assert answer.status_code == 409
    assert "Until the age of 18" in answer.content.decode()
    assert client.post(address("consent_giving", purpose="no-such")).status_code == 404
    client.force_login(world.cavid)
    answer = client.post(address("consent_withdrawal", purpose="account"))
    assert "erase the account" in answer.content.decode()


def test_guardian_and_minor_agree_together(client, world: World) -> None:
    client.force_login(world.fidan)
    client.post(address("consent_giving", purpose="pictures"))
    assert "Waits for the guardian" in client.get(address("consents")).content.decode()
    client.force_login(world.gunay)
    client.post(address("ward_consent_giving", person_id=world.fidan.pk, purpose="pictures"))
    assert has_consent(world.fidan.pk, "pictures", clock.now())
    assert not has_consent(world.gunay.pk, "pictures", clock.now())


def look(world: World, count: int) -> None:
    for hours in range(count):
        note(
            people=[world.aygun],
            reader=world.babek,
            organisation_id=world.organisation.pk,
            organisation_name=world.organisation.name,
            purpose="application",
            fields=["name", "phone"],
            role="coordinator",
            now=world.now - timedelta(hours=2 * hours),
        )


def test_who_saw_my_data_names_office_and_role_not_the_person(client, world: World) -> None:
    client.force_login(world.aygun)
    look(world, 1)
    text = client.get(address("access")).content.decode()
    for word in ("Yaşıl Xəzər", "coordinator", "Your application", "name, phone"):
        assert word in text
    assert "Babək" not in text


def test_own_team_s_look_is_on_the_page_of_the_seen_only(client, world: World) -> None:
    look(world, 1)
    client.force_login(world.cavid)
    assert "Nobody has looked at your data yet" in client.get(address("access")).content.decode()


def test_long_list_turns_pages_and_costs_the_same(client, world: World, django_assert_num_queries) -> None:
    client.force_login(world.aygun)
    for count in (1, 3):
        look(world, count)
        client.get(address("access"))
        with django_assert_num_queries(QUERIES):
            client.get(address("access"))
    look(world, 30)
    assert 'rel="next"' in client.get(address("access")).content.decode()
    assert client.get(address("access") + "?page=9999").status_code == 200
    assert client.get(address("access") + "?page=x%00").status_code == 200


def test_copy_is_asked_for_built_and_downloaded(client, world: World) -> None:
    client.force_login(world.aygun)
    assert "The copy is being prepared" in client.post(address("export"), follow=True).content.decode()
    asked = Export.objects.get()
    export.build(export_id=asked.pk, now=clock.now())
    assert "I download it" in client.get(address("data")).content.decode()
    answer = client.get(address("export_file", export_id=asked.pk))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    client.force_login(world.cavid)
    assert client.get(address("export_file", export_id=asked.pk)).status_code == 404


def test_copy_and_erasure_ask_again_who_it_is(client, world: World) -> None:
    sign_in(client, world.aygun, confirmed=False)
    for method, name in (("post", "export"), ("get", "erasure"), ("post", "erasure")):
        answer = getattr(client, method)(address(name))
        assert answer.status_code == 302
        assert address("confirmation") in answer["Location"]
    assert not Export.objects.exists()
    assert not Erasure.objects.exists()


def test_erasure_waits_and_can_be_taken_back(client, world: World) -> None:
    client.force_login(world.aygun)
    text = client.get(address("erasure")).content.decode()
    for word in ("What goes", "What stays, without your name", "Seven days pass", "Civil Code art. 28–30", "10 years."):
        assert word in text
    client.post(address("erasure"))
    assert client.get(address("erasure")).headers["Location"] == address("data")
    assert Erasure.objects.get().state == "waiting"
    for name in ("home", "data"):
        assert "This account is going to be erased" in client.get(address(name)).content.decode()
    answer = client.post(address("erasure_cancellation"), follow=True)
    assert "The account stays. Nothing was erased." in answer.content.decode()
    assert Erasure.objects.get().state == "cancelled"


def test_last_owner_is_told_what_to_settle_first(client, world: World) -> None:
    client.force_login(world.nigar)
    assert "Something has to be settled first." in client.get(address("erasure")).content.decode()
    assert client.post(address("erasure")).status_code == 409
    assert not Erasure.objects.exists()


def test_erased_person_is_signed_out_and_the_receipt_is_there(client, world: World) -> None:
    client.force_login(world.aygun)
    asked = erasure.ask(person=world.aygun, by=world.aygun, language="en", now=world.now - timedelta(days=8))
    where = address("erasure_receipt", erasure_id=asked.pk, token=receipt_token(asked))
    assert "The erasure waits" in client.get(where).content.decode()
    erasure.carry_out(erasure_id=asked.pk, now=world.now)
    assert client.get(address("home")).status_code == 302
    text = client.get(where).content.decode()
    for word in ("The account is erased", "Emergency contact", "Lines of the journal", "Until"):
        assert word in text
    assert "Aygün" not in text
    assert client.get(address("erasure_receipt", erasure_id=asked.pk, token="0" * 32)).status_code == 404


def test_guardian_erases_the_account_of_a_minor(client, world: World) -> None:
    client.force_login(world.gunay)
    assert (
        "Erase the account of Fidan Quliyeva?"
        in client.get(address("ward_erasure", person_id=world.fidan.pk)).content.decode()
    )
    client.post(address("ward_erasure", person_id=world.fidan.pk))
    wish = Erasure.objects.get()
    assert (wish.person_id, wish.requested_by_id) == (world.fidan.pk, world.gunay.pk)
    client.force_login(world.fidan)
    client.post(address("erasure_cancellation"))
    wish.refresh_from_db()
    assert wish.state == "cancelled"


def test_pages_exist_in_azerbaijani_and_russian(client, world: World) -> None:
    client.force_login(world.aygun)
    for language, words in {"az": ("Razılıqlarım", "Hesabım"), "ru": ("Мои согласия", "Мой аккаунт")}.items():
        with translation.override(language):
            text = client.get(reverse("volunteer:consents")).content.decode()
        assert all(word in text for word in words)


QUERIES = 9
