"""The Union's desk: queue, case, decisions."""

from datetime import timedelta

import pytest
from django.test import Client

from konullu.accounts.models import AccessRecord
from konullu.organisations.models import Decision, Member, Organisation
from konullu.organisations.operations import registration
from tests.people import World


def waiting(world: World, count: int) -> None:
    """More organisations in the queue, sent one after the other."""
    for number in range(count):
        row = registration.begin_registration(
            person=world.cavid, name=f"Növbədə {number}", legal_form="ngo", now=world.now
        )
        Organisation.objects.filter(pk=row.pk).update(
            state="submitted",
            submitted_at=world.now + timedelta(minutes=number + 1),
            answer_due_at=world.now + timedelta(days=7),
        )


def test_the_queue_shows_the_oldest_first_and_what_is_overdue(elmira: Client, world: World) -> None:
    waiting(world, 2)
    Organisation.objects.filter(pk=world.other.pk).update(answer_due_at=world.now - timedelta(hours=1))
    page = elmira.get(world.url("registry:home")).text
    assert page.index("Mavi Dalğa") < page.index("Növbədə 0") < page.index("Növbədə 1")
    assert "1 təşkilat söz verildiyindən çox gözləyir" in page
    assert page.count("gecikib") == 1


@pytest.mark.parametrize("more", [0, 2])
def test_the_queue_asks_the_same_number_of_questions(
    elmira: Client, world: World, more: int, django_assert_num_queries: object
) -> None:
    waiting(world, more)
    with django_assert_num_queries(QUEUE_QUERIES):  # type: ignore[operator]
        assert elmira.get(world.url("registry:home")).status_code == 200


QUEUE_QUERIES = 8


@pytest.mark.parametrize("more", [1, 3])
def test_the_decisions_ask_the_same_number_of_questions(
    elmira: Client, world: World, more: int, django_assert_num_queries: object
) -> None:
    for _number in range(more):
        Decision.objects.create(
            organisation=world.other,
            move="return",
            from_state="submitted",
            to_state="returned",
            decided_by=world.elmira,
            created_at=world.now,
        )
    with django_assert_num_queries(DECISIONS_QUERIES):  # type: ignore[operator]
        assert elmira.get(world.url("registry:decisions")).status_code == 200


DECISIONS_QUERIES = 8


def test_an_empty_queue_says_so(elmira: Client, world: World) -> None:
    Organisation.objects.filter(pk=world.other.pk).update(state="returned")
    assert "Gözləyən yoxdur" in elmira.get(world.url("registry:home")).text


def test_a_case_shows_papers_and_history_and_is_written_down(elmira: Client, world: World) -> None:
    page = elmira.get(world.url("registry:case", organisation_id=world.other.pk)).text
    for shown in ("Mavi Dalğa", "1900000061", "Nizamnamə", "Rasim Şərifov", "İttifaqa göndərilib", "Akkreditə edirəm"):
        assert shown in page
    record = AccessRecord.objects.get(person=world.rasim, purpose="accreditation")
    assert (record.reader_label, record.organisation_name, record.fields) == (
        "union",
        "Könüllülər İttifaqı",
        ["name", "role"],
    )


def test_a_returned_case_waits_for_the_owner_and_offers_no_decision(elmira: Client, world: World) -> None:
    case = world.url("registry:case", organisation_id=world.other.pk)
    assert "decide-title" in elmira.get(case).text
    Organisation.objects.filter(pk=world.other.pk).update(state="returned")
    assert "decide-title" not in elmira.get(case).text


def test_returning_needs_a_reason_and_an_explanation(elmira: Client, world: World) -> None:
    url = world.url("registry:return", organisation_id=world.other.pk)
    answer = elmira.post(url, {"text": "Nə isə", "sent": "1"})
    assert list(answer.context["form"].errors) == ["reasons"]
    assert "Nə isə" in answer.text
    answer = elmira.post(url, {"reasons": ["document_missing"], "sent": "1"})
    assert list(answer.context["form"].errors) == ["text"]
    answer = elmira.post(url, {"reasons": ["document_missing"], "text": "Nizamnamə yoxdur."})
    assert answer.headers["Location"] == world.url("registry:case", organisation_id=world.other.pk)
    world.other.refresh_from_db()
    assert world.other.state == "returned"


def test_the_owner_reads_the_reasons_with_a_way_to_mend_them(elmira: Client, world: World) -> None:
    elmira.post(
        world.url("registry:return", organisation_id=world.other.pk),
        {"reasons": ["document_missing"], "text": "Nizamnamə <b>yoxdur</b>."},
    )
    elmira.force_login(world.rasim)
    page = elmira.get(world.url("office:overview", organisation_id=world.other.pk)).text
    assert "Sənəd çatışmır." in page
    assert "Nizamnamə &lt;b&gt;yoxdur&lt;/b&gt;." in page
    assert world.url("office:documents", organisation_id=world.other.pk) in page


def test_a_decision_that_came_too_late_says_what_happened(elmira: Client, world: World) -> None:
    here = {"organisation_id": world.other.pk}
    elmira.post(world.url("registry:accreditation", **here), {"text": ""})
    answer = elmira.post(world.url("registry:return", **here), {"reasons": ["document_missing"], "text": "x"})
    assert "Bu arada vəziyyət dəyişib: «Akkreditə olunub»." in answer.text


def test_one_s_own_organisation_is_for_a_colleague(elmira: Client, world: World) -> None:
    Member.objects.create(organisation=world.other, person=world.elmira, role="viewer", created_at=world.now)
    here = {"organisation_id": world.other.pk}
    page = elmira.get(world.url("registry:case", **here)).text
    assert "Bu, öz təşkilatınızdır" in page
    assert "Akkreditə edirəm" not in page
    assert (
        "Siz bu təşkilatın komandasındasınız."
        in elmira.post(world.url("registry:accreditation", **here), {"text": "x"}).text
    )


def test_the_union_s_viewer_reads_and_is_refused_the_decision(client: Client, world: World) -> None:
    Member.objects.create(organisation=world.union, person=world.cavid, role="viewer", created_at=world.now)
    client.force_login(world.cavid)
    here = {"organisation_id": world.other.pk}
    assert client.get(world.url("registry:case", **here)).status_code == 200
    for name in ("accreditation", "return"):
        assert client.get(world.url(f"registry:{name}", **here)).status_code == 403
        assert client.post(world.url(f"registry:{name}", **here), {"text": "x"}).status_code == 403


def test_suspending_and_ending_the_suspension(elmira: Client, world: World) -> None:
    here = {"organisation_id": world.organisation.pk}
    public = world.url("portal:organisation", slug=world.organisation.slug)
    elmira.post(world.url("registry:suspension", **here), {"reasons": ["no_contracts"], "text": "Müqavilə yoxdur."})
    page = elmira.get(public).text
    assert "Fəaliyyəti dayandırılıb" in page
    for hidden in ("Müqavilə yoxdur.", "info@public.example", "Sahili təmizləyirik."):
        assert hidden not in page
    elmira.post(world.url("registry:reinstatement", **here), {"text": ""})
    assert "Sahili təmizləyirik." in elmira.get(public).text


def test_the_union_corrects_a_name(elmira: Client, world: World) -> None:
    here = {"organisation_id": world.organisation.pk}
    data = {"name": "Yaşıl Xəzər İB", "tax_number": "1400000011"}
    answer = elmira.post(world.url("registry:correction", **here), data)
    assert list(answer.context["form"].errors) == ["text"]
    elmira.post(world.url("registry:correction", **here), {**data, "text": "Yeni çıxarış"})
    page = elmira.get(world.url("registry:case", **here)).text
    assert "Yaşıl Xəzər İB" in page
    assert "Məlumat düzəldilib" in page


def test_an_operator_is_led_to_the_letters(client: Client, world: World) -> None:
    client.force_login(world.orxan)
    assert client.get(world.url("registry:home")).headers["Location"] == world.url("registry:letters")


def test_an_operator_s_rail_leads_only_to_what_opens(client: Client, world: World) -> None:
    client.force_login(world.orxan)
    page = client.get(world.url("registry:letters")).text
    rail = page[page.index('class="rail"') : page.index("<main")]
    assert world.url("registry:letters") in rail
    assert not [name for name in ("home", "name_changes", "relations") if f'"{world.url(f"registry:{name}")}"' in rail]
