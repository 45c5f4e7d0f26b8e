"""The team page, invitations from both sides, handing over, leaving."""

import pytest
from django.test import Client

from konullu.accounts.models import AccessRecord
from konullu.organisations.models import Invitation, Member
from konullu.organisations.operations import registration
from tests.people import TEAM_TOKEN, World, person


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def here(world: World) -> dict[str, object]:
    return {"organisation_id": world.organisation.pk}


def test_an_owner_sees_what_can_be_done_and_a_viewer_only_reads(
    client: Client, world: World, here: dict[str, object]
) -> None:
    client.force_login(world.nigar)
    owners = text_of(client.get(world.url("office:team", **here)))
    assert "Həmkarınızı dəvət edin" in owners
    assert "devetli@private.example" in owners
    client.force_login(world.vusal)
    viewers = text_of(client.get(world.url("office:team", **here)))
    assert "Babək Həsənov" in viewers
    for hidden in ("Həmkarınızı dəvət edin", "devetli@private.example", "Rolu dəyişirəm"):
        assert hidden not in viewers


def test_looking_at_the_team_is_written_down_for_its_people(
    client: Client, world: World, here: dict[str, object]
) -> None:
    client.force_login(world.vusal)
    client.get(world.url("office:team", **here))
    seen = AccessRecord.objects.filter(reader_id=world.vusal.pk, purpose="team")
    assert set(seen.values_list("person__name", flat=True)) == {"Nigar Əliyeva", "Babək Həsənov", "Səbinə Ağayeva"}
    assert {row.reader_label for row in seen} == {"viewer"}


@pytest.mark.parametrize("more", [1, 3])
def test_the_team_page_asks_the_same_number_of_questions(
    client: Client, world: World, here: dict[str, object], more: int, django_assert_num_queries: object
) -> None:
    for number in range(more):
        someone = person(f"Könüllü {number}", 1990, f"konullu{number}@example.az", now=world.now)
        Member.objects.create(organisation=world.organisation, person=someone, role="viewer", created_at=world.now)
    client.force_login(world.nigar)
    client.get(world.url("office:team", **here))  # the first look is written down, the next ones are not
    with django_assert_num_queries(TEAM_QUERIES):  # type: ignore[operator]
        client.get(world.url("office:team", **here))


TEAM_QUERIES = 11


def test_a_coordinator_gives_only_lower_roles(client: Client, world: World, here: dict[str, object]) -> None:
    client.force_login(world.babek)
    page = text_of(client.get(world.url("office:invite", **here)))
    assert 'value="viewer"' in page
    assert 'value="owner"' not in page
    answer = client.post(
        world.url("office:invite", **here), {"contact": "a@example.az", "role": "owner", "language": "az"}
    )
    assert list(answer.context["form"].errors) == ["role"]


@pytest.mark.parametrize("contact", ["", "salam", "050 123", "a@", "x" * 10_000, "a\u202eb@example.az"])
def test_a_contact_that_is_none_gets_a_sentence(
    client: Client, world: World, here: dict[str, object], contact: str
) -> None:
    client.force_login(world.nigar)
    before = Invitation.objects.count()
    answer = client.post(world.url("office:invite", **here), {"contact": contact, "role": "viewer", "language": "az"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["contact"]
    assert Invitation.objects.count() == before


def test_a_phone_is_taken_as_people_write_it(client: Client, world: World, here: dict[str, object]) -> None:
    client.force_login(world.nigar)
    client.post(world.url("office:invite", **here), {"contact": "050 123 45 67", "role": "viewer", "language": "ru"})
    assert "+994 50 123 45 67" in text_of(client.get(world.url("office:team", **here)))


@pytest.mark.django_db(transaction=True)
def test_one_address_is_not_flooded(client: Client) -> None:
    from konullu.platform import clock
    from tests.organisations.conftest import add_regions
    from tests.people import build_world

    add_regions()
    world = build_world(clock.now())
    here = {"organisation_id": world.organisation.pk}
    client.force_login(world.nigar)
    for _number in range(5):
        client.post(world.url("office:invite", **here), {"contact": "a@example.az", "role": "viewer", "language": "az"})
        row = Invitation.objects.filter(withdrawn_at=None).latest("created_at")
        client.post(world.url("office:invitation_withdrawal", **here, invitation_id=row.pk))
    answer = client.post(
        world.url("office:invite", **here), {"contact": "a@example.az", "role": "viewer", "language": "az"}
    )
    assert list(answer.context["form"].errors) == ["contact"]
    assert Invitation.objects.filter(withdrawn_at__isnull=False).count() == 5


def test_a_visitor_sees_who_asks_before_signing_in(client: Client, world: World) -> None:
    answer = client.get(world.url("office:invitation", token=TEAM_TOKEN))
    page = text_of(answer)
    for shown in ("Yaşıl Xəzər", "Nigar Əliyeva", "Müşahidəçi", "Oxuyur, heç nəyi dəyişmir"):
        assert shown in page
    assert "devetli@private.example" not in page
    assert answer["Referrer-Policy"] == "same-origin"  # the secret of the link stays with us
    assert "no-store" in answer.headers["Cache-Control"]
    assert f"?next={world.url('office:invitation', token=TEAM_TOKEN)}" in page


def test_the_invited_person_joins_with_one_press(client: Client, world: World) -> None:
    invited = person("Dəvətli", 1995, "devetli@private.example", now=world.now)
    client.force_login(invited)
    assert 'name="confirmed"' not in text_of(client.get(world.url("office:invitation", token=TEAM_TOKEN)))
    answer = client.post(world.url("office:acceptance", token=TEAM_TOKEN))
    assert answer.headers["Location"] == world.url("office:overview", organisation_id=world.organisation.pk)
    assert Member.objects.get(person=invited).role == "viewer"


def test_somebody_else_is_asked_to_confirm(client: Client, world: World) -> None:
    client.force_login(world.cavid)
    page = text_of(client.get(world.url("office:invitation", token=TEAM_TOKEN)))
    assert "Cavid İsmayılov hesabında olmayan" in page
    page = text_of(client.post(world.url("office:acceptance", token=TEAM_TOKEN)))
    assert "Dəvət sizin əlaqə vasitənizə göndərilməyib." in page
    assert not Member.objects.filter(person=world.cavid).exists()
    client.post(world.url("office:acceptance", token=TEAM_TOKEN), {"confirmed": "on"})
    assert Member.objects.get(person=world.cavid).role == "viewer"


def test_a_used_or_invented_link_says_so(client: Client, world: World) -> None:
    client.post(world.url("office:refusal", token=TEAM_TOKEN))
    for token in (TEAM_TOKEN, "invented"):
        answer = client.get(world.url("office:invitation", token=token))
        assert answer.status_code == 404
        assert "Bu dəvət artıq etibarlı deyil" in text_of(answer)


def test_the_only_owner_is_told_how_to_leave(client: Client, world: World, here: dict[str, object]) -> None:
    client.force_login(world.nigar)
    page = text_of(client.post(world.url("office:leaving", **here)))
    assert "Bu, yeganə rəhbərdir." in page
    client.post(world.url("office:handover", **here), {"member": str(world.made["member_babek"].pk)})
    answer = client.post(world.url("office:leaving", **here))
    assert answer.headers["Location"] == world.url("office:home")
    assert client.get(world.url("office:team", **here)).status_code == 404


def test_a_member_of_another_team_is_not_found(client: Client, world: World, here: dict[str, object]) -> None:
    client.force_login(world.nigar)
    foreign = world.made["other_member"].pk
    for name in ("office:member", "office:member_removal"):
        assert client.post(world.url(name, **here, member_id=foreign), {"role": "viewer"}).status_code == 404
    answer = client.post(world.url("office:handover", **here), {"member": str(foreign)})
    assert list(answer.context["form"].errors) == ["member"]


def test_a_role_is_changed_and_a_member_removed(client: Client, world: World, here: dict[str, object]) -> None:
    client.force_login(world.nigar)
    row = world.made["member_vusal"]
    client.post(world.url("office:member", **here, member_id=row.pk), {"role": "coordinator"})
    row.refresh_from_db()
    assert row.role == "coordinator"
    client.post(world.url("office:member_removal", **here, member_id=row.pk))
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_responsible_coordinator_of_a_group_is_chosen(client: Client, world: World) -> None:
    group = registration.begin_registration(person=world.aygun, name="Qonşular", legal_form="group", now=world.now)
    second = Member.objects.create(organisation=group, person=world.cavid, role="coordinator", created_at=world.now)
    client.force_login(world.aygun)
    client.post(world.url("office:responsible", organisation_id=group.pk), {"member": str(second.pk)})
    group.refresh_from_db()
    assert group.responsible == world.cavid
    assert "qrupun məsul koordinatoru" in text_of(client.get(world.url("office:team", organisation_id=group.pk)))
