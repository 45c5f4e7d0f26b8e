"""Guardians on the pages: inviting, the letter's link, answering, proof, ending; staff at the registry."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from konullu.accounts.models import GuardianInvitation, Guardianship
from konullu.accounts.operations import family
from konullu.accounts.rules.contacts import Contact
from konullu.platform import clock
from tests.people import GUARDIAN_TOKEN, PRIVATE, World, person, upload

pytestmark = pytest.mark.django_db


def address(name: str, room: str = "volunteer", **parts: object) -> str:
    with translation.override("en"):
        return reverse(f"{room}:{name}", kwargs=parts)


def test_minor_invites_by_phone_or_email(client, world: World) -> None:
    child = person("Tural", clock.now().year - 12, "tural@people.example", now=clock.now())
    client.force_login(child)
    answer = client.post(address("guardian_invite"), {"relation": "mother", "address": "050 123 45 67"}, follow=True)
    assert "The invitation is on its way" in answer.content.decode()
    assert "+994 50 123 45 67" in answer.content.decode()
    invitation = GuardianInvitation.objects.get(minor=child)
    assert (invitation.channel, invitation.language, invitation.relation) == ("sms", "en", "mother")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"address": "leyla@people.example"}, "Choose who they are."),
        ({"relation": "mother"}, "Write their phone or e-mail."),
        ({"relation": "mother", "address": "no such thing"}, "This is neither a phone number nor an e-mail address."),
        ({"relation": "mother", "address": "a" * 5_000}, "Write at most 254 characters."),
        ({"relation": "mother", "address": PRIVATE["fidan.email"]}, "own phone or e-mail"),
        ({"relation": "mother", "address": PRIVATE["gunay.email"]}, "already a guardian"),
        ({"relation": "king", "address": "leyla@people.example"}, "Choose one from the list."),
    ],
)
def test_invitation_that_cannot_go_says_why(client, world: World, typed: dict, sentence: str) -> None:
    client.force_login(world.fidan)
    before = GuardianInvitation.objects.count()
    answer = client.post(address("guardian_invite"), typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert GuardianInvitation.objects.count() == before


def test_link_shows_a_first_name_only_to_somebody_who_is_not_signed_in(client, world: World) -> None:
    text = client.get(address("guardian_invitation", token=GUARDIAN_TOKEN)).content.decode()
    assert "Fidan" in text
    assert "Quliyeva" not in text
    assert str(world.fidan.birth_year) not in text
    assert f"next=/en/me/guardian-invitations/{GUARDIAN_TOKEN}/" in text


def test_adult_accepts_by_the_link_and_finds_the_ward(client, world: World) -> None:
    client.force_login(world.cavid)
    page = client.get(address("guardian_invitation", token=GUARDIAN_TOKEN)).content.decode()
    assert "Fidan Quliyeva" in page
    assert "checked" not in page
    unconfirmed = client.post(address("guardian_invitation", token=GUARDIAN_TOKEN), {"relation": "father"})
    assert "The statement is not confirmed." in unconfirmed.content.decode()
    answer = client.post(
        address("guardian_invitation", token=GUARDIAN_TOKEN), {"relation": "father", "stated": "on"}, follow=True
    )
    assert answer.redirect_chain == [(address("ward", person_id=world.fidan.pk), 302)]
    held = Guardianship.objects.get(guardian=world.cavid)
    assert held.statement.startswith("I am this minor's father")
    again = client.get(address("guardian_invitation", token=GUARDIAN_TOKEN))
    assert again.status_code == 410
    assert "already been answered" in again.content.decode()


def test_declining_needs_no_account(client, world: World) -> None:
    answer = client.post(address("guardian_refusal", token=GUARDIAN_TOKEN))
    assert "You have declined" in answer.content.decode()
    assert client.post(address("guardian_refusal", token=GUARDIAN_TOKEN)).status_code == 410


def test_wrong_link_does_not_exist(client, world: World) -> None:
    assert client.get(address("guardian_invitation", token="guess")).status_code == 404
    assert client.post(address("guardian_refusal", token="guess")).status_code == 404


def test_adult_finds_the_invitation_without_the_letter(client, world: World) -> None:
    invitation = family.invite(
        minor=world.fidan,
        by=world.fidan,
        address=Contact("email", str(world.aygun.email)),
        relation="other",
        language="az",
        now=clock.now(),
    )
    client.force_login(world.aygun)
    for name in ("home", "guardians"):
        assert "Fidan Quliyeva asks you to be guardian" in client.get(address(name)).content.decode()
    answer = client.post(address("guardian_asked", invitation_id=invitation.pk), {"relation": "other", "stated": "on"})
    assert answer["Location"] == address("ward", person_id=world.fidan.pk)


def test_invitation_is_withdrawn_on_the_page(client, world: World) -> None:
    client.force_login(world.gunay)
    invitation = world.made["guardian_invitation"]
    where = address("ward_guardian_invitation_withdrawal", person_id=world.fidan.pk, invitation_id=invitation.pk)
    assert "no longer works" in client.post(where, follow=True).content.decode()
    assert client.get(address("guardian_invitation", token=GUARDIAN_TOKEN)).status_code == 410
    assert client.post(where).status_code == 404


def test_ending_says_what_follows_and_takes_a_second_step(client, world: World) -> None:
    client.force_login(world.fidan)
    where = address("guardianship_end", guardianship_id=world.made["guardianship"].pk)
    assert "no longer sees the account" in client.get(where).content.decode()
    assert not Guardianship.objects.exclude(ended_at=None).exists()
    client.post(where)
    assert Guardianship.objects.get().ending == "by_minor"
    client.force_login(world.gunay)
    assert client.get(address("ward", person_id=world.fidan.pk)).status_code == 404


def test_document_goes_to_the_union_which_confirms_it(client, world: World) -> None:
    held = world.made["guardianship"]
    client.force_login(world.gunay)
    lying = SimpleUploadedFile("sehadet.pdf", b"MZ this is a program")
    where = address("guardianship_document", guardianship_id=held.pk)
    assert "This kind of file can" in client.post(where, {"document": lying}).content.decode()
    assert "Choose a file." in client.post(where, {}).content.decode()
    answer = client.post(where, {"document": upload()}, follow=True)
    assert "document is being checked" in answer.content.decode()

    client.force_login(world.elmira)
    assert "Günay Quliyeva" in client.get(address("relations", "registry")).content.decode()
    download = client.get(address("relation_document", "registry", guardianship_id=held.pk))
    assert download["Content-Disposition"] == 'attachment; filename="relation.pdf"'
    client.post(address("relation_confirmation", "registry", guardianship_id=held.pk))
    held.refresh_from_db()
    assert (held.proof, held.document) == ("verified", "")
    client.force_login(world.fidan)
    looks = client.get(address("access")).content.decode()
    assert "employee of the Union" in looks
    assert "Elmira" not in looks


def test_empty_pages_say_what_to_do(client, world: World) -> None:
    client.force_login(world.cavid)
    assert "Nobody under 18 has named you as guardian" in client.get(address("guardians")).content.decode()


def test_three_guardians_cost_no_more_questions_than_one(client, world: World, django_assert_num_queries) -> None:
    client.force_login(world.fidan)
    for more in range(2):
        client.get(address("guardians"))
        with django_assert_num_queries(QUERIES):
            client.get(address("guardians"))
        if more == 0:
            for name in ("Kənan", "Rauf"):
                adult = person(name, 1980, f"{len(name)}{name[0].lower()}@people.example", now=clock.now())
                asked = family.invite(
                    minor=world.fidan,
                    by=world.fidan,
                    address=Contact("email", str(adult.email)),
                    relation="other",
                    language="az",
                    now=clock.now(),
                )
                family.accept(
                    invitation_id=asked.pk,
                    person=adult,
                    relation="other",
                    stated=True,
                    language="az",
                    now=clock.now(),
                )


QUERIES = 12


def test_minor_and_guardian_are_asked_in_their_own_words(client, world: World) -> None:
    client.force_login(world.fidan)
    assert "Who are they to you?" in client.get(address("guardian_invite")).content.decode()
    client.force_login(world.gunay)
    page = client.get(address("ward_guardian_invite", person_id=world.fidan.pk)).content.decode()
    assert "Who are they to the minor?" in page
    assert 'aria-current="page"' in page[: page.index("<main")]
