"""My page, the profile and its sections: what is shown, what is asked, and what bad input gets."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from konullu.accounts.models import AccessRecord, Person
from konullu.accounts.operations import consents, profile
from konullu.accounts.queries.profile import emergency_contact_of, profile_of
from konullu.platform import clock
from tests.accounts.families import accepted, invitation_to
from tests.people import PRIVATE, World, person

pytestmark = pytest.mark.django_db
ENGLISH = "en"


def address(name: str, **parts: object) -> str:
    with translation.override(ENGLISH):
        return reverse(f"volunteer:{name}", kwargs=parts)


def page(client, name: str, status: int = 200, **parts: object) -> str:
    answer = client.get(address(name, **parts))
    assert answer.status_code == status
    return answer.content.decode()


def as_child(client, age: int = 12) -> Person:
    now = clock.now()
    child = person("Tural Kiçikli", now.year - age, "tural@people.example", now=now)
    client.force_login(child)
    return child


def test_my_page_says_what_is_next_and_what_is_missing(client, world: World) -> None:
    client.force_login(world.cavid)
    text = page(client, "home")
    assert "You have agreed to how the account works" in text
    assert "Read how your data are used" not in text
    assert "1 of 7 parts are filled" in text


def test_whoever_turns_14_is_asked_for_the_consent_that_was_the_guardians_until_then(client, world: World) -> None:
    child = as_child(client, age=14)
    assert "Read how your data are used" not in page(client, "home")
    Person.objects.filter(pk=child.pk).update(birth_date=date(child.birth_year, 1, 1))
    assert "Read how your data are used" in page(client, "home")
    consents.give(person=child, by=child, purpose="account", language="en", now=clock.now())
    assert "You have agreed to how the account works" in page(client, "home")


def test_child_whose_guardian_has_accepted_reads_that_the_guardian_agrees_for_them(client, world: World) -> None:
    child = as_child(client)
    accepted(invitation_to(world.gunay, child, now=clock.now()), world.gunay, now=clock.now())
    assert "Your guardian reads how your data are used" in page(client, "home")
    consents.give(person=child, by=world.gunay, purpose="account", language="en", now=clock.now())
    assert "how your data are used" not in page(client, "home")


def test_child_without_guardian_sees_one_way_only(client) -> None:
    child = as_child(client)
    assert "I invite my parent" in page(client, "home")
    assert "Until the age of 14" in page(client, "profile_skills")
    answer = client.post(address("profile_skills"), {"chosen": ["Driving"]})
    assert "Until the age of 14" in answer.content.decode()
    assert profile_of(child).skills == []


def test_full_birth_date_is_asked_only_when_it_decides_something(client, world: World) -> None:
    client.force_login(world.aygun)
    assert "Date of birth" not in page(client, "profile_about")
    as_child(client, age=14)  # by the year 13 or 14
    assert "Date of birth" in page(client, "profile_about")


def test_section_says_why_it_is_asked_and_is_saved_by_itself(client, world: World) -> None:
    client.force_login(world.aygun)
    assert "Guests, refugees and older people" in page(client, "profile_languages")
    answer = client.post(
        address("profile_languages"),
        {"language_0": "az", "level_0": "native", "language_1": "lez", "level_1": "basic", "language_2": ""},
        follow=True,
    )
    assert answer.redirect_chain == [(address("profile"), 302)]
    assert profile_of(world.aygun).languages == {"az": "native", "lez": "basic"}
    assert "Lezghian: a little" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"language_0": "az", "level_0": ""}, "Choose how well you speak it."),
        ({"language_0": "", "level_0": "basic"}, "Choose the language."),
        (
            {"language_0": "az", "level_0": "basic", "language_1": "az", "level_1": "native"},
            "This language is here twice.",
        ),
        ({"language_0": "klingon", "level_0": "basic"}, "Choose one from the list."),
        ({"language_0": "az\x00", "level_0": "basic"}, "Choose one from the list."),
    ],
)
def test_wrong_languages_get_a_sentence_at_the_field(client, world: World, typed: dict, sentence: str) -> None:
    client.force_login(world.aygun)
    answer = client.post(address("profile_languages"), typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert profile_of(world.aygun).languages == {}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Write your name and surname."),
        ("A" * 10_000_000, "Write at most 120 characters."),
        ("Aygün\x00", "There is a character here that can"),
        ("Aygün\u202eavodemməM", "turns the writing direction"),
        ("Ay\u200bgün", "There is an invisible character here."),
    ],
)
def test_name_that_cannot_be_kept_gets_a_sentence(client, world: World, settings, name: str, sentence: str) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
    client.force_login(world.aygun)
    answer = client.post(address("profile_about"), {"name": name})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    world.aygun.refresh_from_db()
    assert world.aygun.name == "Aygün Məmmədova"


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence"),
    [
        ("31", "2", "2012", "There is no such day in the calendar."),
        ("1", "1", "2099", "This date is in the future."),
        ("1", "1", "1999", "the year of birth you gave"),
        ("1", "", "2012", "Write the day, the month and the year."),
    ],
)
def test_birth_date_that_cannot_be_gets_a_sentence(client, day: str, month: str, year: str, sentence: str) -> None:
    child = as_child(client, age=14)
    typed = {"name": "Tural", "birth_date_day": day, "birth_date_month": month, "birth_date_year": year}
    answer = client.post(address("profile_about"), typed)
    assert sentence in answer.content.decode()
    child.refresh_from_db()
    assert child.birth_date is None


def test_week_is_a_grid_of_boxes(client, world: World) -> None:
    client.force_login(world.aygun)
    client.post(address("profile_availability"), {"cells": ["6-morning", "7-day"]})
    assert profile_of(world.aygun).availability == {(6, "morning"), (7, "day")}
    text = page(client, "profile_availability")
    assert text.count('name="cells"') == 21
    assert text.count(" checked>") == 2
    answer = client.post(address("profile_availability"), {"cells": ["8-noon"]})
    assert "Choose from the list." in answer.content.decode()


def test_emergency_contact_takes_any_phone_and_needs_one(client, world: World) -> None:
    client.force_login(world.aygun)
    wrong = client.post(address("profile_emergency_contact"), {"name": "Zərnigar", "phone": "12"})
    assert "This is not a phone number that can be called." in wrong.content.decode()
    lacking = client.post(address("profile_emergency_contact"), {"name": "Zərnigar"})
    assert "Write the phone" in lacking.content.decode()
    client.post(address("profile_emergency_contact"), {"name": "Zərnigar", "phone": "012 555 66 77"})
    assert emergency_contact_of(world.aygun).phone == "+994125556677"


def test_special_data_need_a_tick_that_is_not_there_in_advance(client, world: World) -> None:
    client.force_login(world.cavid)
    text = page(client, "profile_access_needs")
    assert "It is data of a special category." in text
    assert "checked" not in text
    answer = client.post(address("profile_access_needs"), {"needs": ["quiet"], "note": ""})
    assert "Tick the box." in answer.content.decode()
    client.post(address("profile_access_needs"), {"needs": ["quiet"], "agreed": "on"})
    assert profile_of(world.cavid).has_access_needs


def test_guardian_reads_a_ward_s_page_and_the_look_is_recorded(client, world: World) -> None:
    client.force_login(world.gunay)
    text = page(client, "ward_profile_access_needs", person_id=world.fidan.pk)
    assert PRIVATE["fidan.needs"] in text
    assert "You act for Fidan Quliyeva" in text
    page(client, "ward_profile", person_id=world.fidan.pk)
    found = AccessRecord.objects.filter(person=world.fidan).values_list("reader_id", "reader_label", "purpose")
    assert set(found) == {(world.gunay.pk, "guardian", "guardianship")}


def test_guardian_s_saving_lands_with_the_ward(client, world: World) -> None:
    client.force_login(world.gunay)
    answer = client.post(address("ward_profile_skills", person_id=world.fidan.pk), {"chosen": ["Logistics"]})
    assert answer["Location"] == address("ward_profile", person_id=world.fidan.pk)
    assert [concept.id for concept in profile_of(world.fidan).skills] == ["Logistics"]
    assert profile_of(world.gunay).skills == []


def test_outsider_does_not_learn_that_the_minor_exists(client, world: World) -> None:
    client.force_login(world.cavid)
    for name in ("ward", "ward_profile", "ward_consents", "ward_access", "ward_data", "ward_guardians"):
        page(client, name, 404, person_id=world.fidan.pk)
    assert not AccessRecord.objects.filter(reader_id=world.cavid.pk).exists()


def test_overview_asks_the_database_as_often_for_three_skills_as_for_one(
    client, world: World, django_assert_num_queries
) -> None:
    client.force_login(world.aygun)
    for skills in (["Driving"], ["Driving", "Logistics", "RadioUse"]):
        profile.save_interests(person=world.aygun, by=world.aygun, kind="skill", chosen=skills, now=world.now)
        page(client, "profile")  # the session and the device are noted by now
        with django_assert_num_queries(QUERIES["profile"]):
            page(client, "profile")


QUERIES = {"profile": 12}
