"""The pages of one's own letters: the list, one letter, and how letters come."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from konullu.messaging.models import ChannelChoice, Message, QuietHours
from konullu.messaging.parcels import parcel_of
from konullu.platform.clock import now
from tests.messaging.letterbox import outside, somebody, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def aygun(client: Client):
    person = somebody(phone="+994501234567")
    client.force_login(person)
    return person


def body(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_inbox_says_what_it_is_for(client: Client, aygun) -> None:
    page = body(client.get("/az/me/messages/"))
    assert "Hələ məktub yoxdur" in page
    assert "Hamısını oxumuşam" not in page


def test_the_list_shows_new_letters_and_how_many(client: Client, aygun) -> None:
    letters = [write(aygun, now=now() - timedelta(hours=n)) for n in range(3)]
    client.get(f"/az/me/messages/{letters[0].pk}/")
    page = body(client.get("/az/me/messages/"))
    assert "2 yeni məktub" in page
    assert page.count("/me/messages/0") == 3
    assert page.index(str(letters[1].pk)) < page.index(str(letters[2].pk)) < page.index(str(letters[0].pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_letter_and_for_three(
    client: Client, aygun, count: int, django_assert_num_queries
) -> None:
    for _ in range(count):
        write(aygun)
    client.get("/az/me/messages/")
    with django_assert_num_queries(8):
        client.get("/az/me/messages/")


def test_opening_a_letter_marks_it_read_and_reading_later_takes_it_back(client: Client, aygun) -> None:
    letter = write(aygun)
    page = body(client.get(f"/az/me/messages/{letter.pk}/"))
    assert letter.subject in page
    assert 'lang="az"' in page
    assert "E-poçt: göndərilməyi gözləyir" in page
    assert Message.objects.get().read_at is not None
    assert client.post(f"/az/me/messages/{letter.pk}/unread/").url == "/az/me/messages/"
    assert Message.objects.get().read_at is None


def test_one_button_reads_all(client: Client, aygun) -> None:
    write(aygun)
    write(aygun)
    client.post("/az/me/messages/reading/")
    assert Message.objects.filter(read_at=None).count() == 0


def test_another_persons_letter_does_not_exist(client: Client, aygun) -> None:
    other = write(somebody())
    assert client.get(f"/az/me/messages/{other.pk}/").status_code == 404
    assert client.post(f"/az/me/messages/{other.pk}/unread/").status_code == 404


def test_words_of_people_in_a_letter_do_not_become_markup(client: Client, aygun) -> None:
    letter = write(aygun)
    Message.objects.filter(pk=letter.pk).update(text="<script>alert(1)</script> https://konullu.example/?a=1&b=2")
    page = body(client.get(f"/az/me/messages/{letter.pk}/"))
    assert "<script>alert" not in page
    assert '<a href="https://konullu.example/?a=1&amp;b=2"' in page


def test_the_page_of_ways_shows_the_rules_before_a_choice(client: Client, aygun) -> None:
    page = body(client.get("/az/me/letters/"))
    assert "Hələ seçməmisiniz" in page
    assert 'value="22:00"' in page
    assert re.search(r'name="work" value="email"[^>]*checked', page)
    assert not re.search(r'name="work" value="sms"[^>]*checked', page)


def wishes(**fields: object) -> dict[str, object]:
    return {"security": ["email"], "legal": ["sms"], "work": [], "starts": "23:00", "ends": "07:30", **fields}


def test_a_choice_is_kept_and_shown(client: Client, aygun) -> None:
    response = client.post("/az/me/letters/", wishes(), follow=True)
    assert response.redirect_chain == [("/az/me/letters/", 302)]
    page = body(response)
    assert "Məktublar seçdiyiniz yolla gələcək." in page
    assert "Hələ seçməmisiniz" not in page
    assert ChannelChoice.objects.filter(is_on=True).count() == 2
    assert str(QuietHours.objects.get().starts) == "23:00:00"


@pytest.mark.parametrize("typed", ["23:00", "23.00", "2300", "23", " 23:00 ", "٢٣"])
def test_an_hour_may_be_written_as_people_write_it(client: Client, aygun, typed: str) -> None:
    client.post("/az/me/letters/", wishes(starts=typed))
    assert str(QuietHours.objects.get().starts) == "23:00:00"


def test_no_quiet_hours_is_a_choice_too(client: Client, aygun) -> None:
    client.post("/az/me/letters/", wishes(starts="", ends=""))
    assert QuietHours.objects.get().starts is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts": "25:00"}, "Vaxtı belə yazın: 22:00."),
        ({"starts": "\x00"}, "Vaxtı belə yazın: 22:00."),
        ({"starts": "22:60"}, "Vaxtı belə yazın: 22:00."),
        ({"starts": "9" * 100_000}, "Vaxtı belə yazın: 22:00."),
        ({"ends": ""}, "Sakit saatların başlanğıcı və sonu olmalıdır."),
        ({"starts": "08:00", "ends": "08:00"}, "Sakit saatlar eyni vaxtda başlayıb bitir."),
        ({"legal": []}, "üçün sizə ən azı bir yol açıq qalmalıdır. Birini açıq saxlayın."),
        ({"work": ["fax"]}, "fax"),
    ],
)
def test_what_can_not_be_is_said_at_its_field_and_nothing_is_lost(
    client: Client, aygun, fields: dict[str, object], words: str
) -> None:
    page = body(client.post("/az/me/letters/", wishes(**fields)))
    assert words in page
    assert "error-summary" in page
    assert ChannelChoice.objects.count() == 0
    assert re.search(r'name="legal" value="sms"[^>]*checked', page) or fields.get("legal") == []


def test_a_person_without_phone_is_not_offered_sms(client: Client) -> None:
    client.force_login(somebody())
    page = body(client.get("/az/me/letters/"))
    assert 'value="sms"' not in page


def stop_link(person) -> str:
    url = parcel_of(outside(write(person))).unsubscribe_url
    return "/" + url.split("://", 1)[1].split("/", 1)[1]


def test_the_link_in_a_letter_asks_first_and_then_stops_that_kind(client: Client) -> None:
    person = somebody()
    link = stop_link(person)
    page = body(client.get(link))
    assert "Belə məktub istəmirəm" in page
    assert ChannelChoice.objects.count() == 0  # mail programs open links by themselves
    assert "bu yolla daha gəlməyəcək: E-poçt" in body(client.post(link))
    assert ChannelChoice.objects.get().is_on is False


def test_a_mail_program_may_stop_letters_by_one_post_without_a_cookie() -> None:
    client = Client(enforce_csrf_checks=True)
    link = stop_link(somebody())
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ChannelChoice.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "eyJhIjoxfQ:abc", "%00", "a" * 3000])
def test_a_forged_link_does_not_exist(client: Client, token: str) -> None:
    assert client.get(f"/az/letters/stop/{token}/").status_code == 404


def test_the_link_of_somebody_who_has_left_does_nothing(client: Client) -> None:
    person = somebody()
    link = stop_link(person)
    person.erased_at = now()
    person.save()
    assert client.post(link).status_code == 404
    assert ChannelChoice.objects.count() == 0
