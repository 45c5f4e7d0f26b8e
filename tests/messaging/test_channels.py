"""Channels are plug-ins: one that nobody here has heard of joins by its class, and the built-in ones say it well."""

from typing import ClassVar

import pytest
from django.utils.module_loading import import_string

from konullu.accounts.models import Person
from konullu.messaging.channels import Channel, Outcome, Parcel
from konullu.messaging.channels.mail import headers_of
from konullu.messaging.channels.mail_frame import mail_html, mail_text
from konullu.messaging.channels.sms import sms_text
from konullu.messaging.operations import notices, sending
from konullu.messaging.queries.notices import notices_of
from tests.messaging.letterbox import LEGAL, NOON, outside, somebody, states, write


class Pigeon(Channel):
    """Reaches everybody with a name, and needs no address book."""

    name = "pigeon"
    title = "Göyərçin"
    cost = 3
    flown: ClassVar[list[Parcel]] = []

    def address_for(self, person: Person) -> str | None:
        return f"roof of {person.name}" if person.name else None

    def send(self, parcel: Parcel) -> Outcome:
        self.flown.append(parcel)
        return Outcome(reference="feather-1", is_delivered=True)


@pytest.fixture
def pigeon(settings) -> type[Pigeon]:
    settings.MESSAGING_CHANNELS = [*settings.MESSAGING_CHANNELS, "tests.messaging.test_channels.Pigeon"]
    Pigeon.flown.clear()
    return Pigeon


@pytest.mark.django_db
def test_an_invented_channel_joins_by_its_class_alone(pigeon, monkeypatch) -> None:
    monkeypatch.setattr("konullu.messaging.channels.import_string", _import_string)
    person = somebody()
    assert [channel.name for channel in notices_of(person).outside] == ["email", "pigeon"]
    on = {"security": ["email"], "legal": ["pigeon"], "work": ["pigeon"]}
    notices.choose(person=person, on=on, starts=None, ends=None, now=NOON)
    message = write(person)
    assert states(message) == {"inbox": "delivered", "pigeon": "queued"}
    sending.deliver(delivery_id=outside(message).pk, now=NOON)
    delivery = outside(message)
    assert (delivery.state, delivery.reference) == ("delivered", "feather-1")
    assert delivery.address == f"roof of {person.name}"
    assert [(parcel.subject, parcel.reference) for parcel in Pigeon.flown] == [(message.subject, str(delivery.pk))]


def _import_string(path: str) -> type:
    return Pigeon if path.endswith(".Pigeon") else import_string(path)


def parcel(**fields: object) -> Parcel:
    given = {
        "reference": "0192",
        "address": "a@mail.az",
        "language": "az",
        "kind": "work",
        "subject": "Rolunuz dəyişdi",
        "text": "Birinci sətir\nikinci sətir\n\nhttps://konullu.example/az/office/",
        "sms": "",
        "html": "",
        "action": "",
        "url": "https://konullu.example/az/office/",
        "settings_url": "https://konullu.example/az/me/letters/",
        "unsubscribe_url": "https://konullu.example/az/letters/stop/x/",
    }
    return Parcel(**{**given, **fields})


def test_a_mail_says_why_it_came_and_how_to_stop_it() -> None:
    text = mail_text(parcel())
    assert text.startswith("Birinci sətir\nikinci sətir\n")
    assert text.count("https://konullu.example/az/office/") == 1
    assert "https://konullu.example/az/me/letters/" in text
    headers = headers_of(parcel())
    assert headers["List-Unsubscribe"] == "<https://konullu.example/az/letters/stop/x/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"].startswith("<0192@")


def test_a_mail_of_the_law_can_not_be_stopped() -> None:
    assert "List-Unsubscribe" not in headers_of(parcel(unsubscribe_url=""))
    assert "letters/stop" not in mail_html(parcel(unsubscribe_url=""))


def test_the_link_becomes_a_button_and_is_not_said_twice() -> None:
    html = mail_html(parcel(action="İş otağını açıram"))
    assert html.count("https://konullu.example/az/office/") == 1
    assert ">İş otağını açıram</a>" in html


def test_words_of_people_can_not_become_markup() -> None:
    html = mail_html(parcel(subject="<script>x</script>", text="<img src=x onerror=y> & «a»"))
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html


def test_a_link_that_is_not_in_the_words_stands_under_them() -> None:
    assert "İş otağını açıram: https://konullu.example/az/office/" in mail_text(
        parcel(text="Sözlər", action="İş otağını açıram")
    )


def test_nothing_in_a_mail_is_fetched_from_anywhere() -> None:
    html = mail_html(parcel())
    for word in ("src=", "@import", "url(", "<link", "<script", "background="):
        assert word not in html


def test_an_sms_is_the_letters_short_form_or_its_subject_and_link() -> None:
    assert sms_text(parcel(sms="Qısa")) == "Qısa"
    assert sms_text(parcel()) == "Könüllü: Rolunuz dəyişdi https://konullu.example/az/office/"
    assert sms_text(parcel(url="")) == "Könüllü: Rolunuz dəyişdi"


@pytest.mark.django_db
def test_a_letter_keeps_its_message_id_through_all_attempts() -> None:
    delivery = outside(write(somebody(), LEGAL))
    first, second = (headers_of(sending.parcel_of(delivery))["Message-ID"] for _ in range(2))
    assert first == second
