"""An opportunity in the forms that other programs read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from konullu.opportunities.formats import calendar, schema_org, vds
from konullu.opportunities.formats.links import Links
from konullu.opportunities.rules.offer import Offerer, OfferRole, OfferView, Place, Wording
from konullu.opportunities.words import Kind, State, Where

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 6, 0, tzinfo=UTC)  # ten in the morning in Baku
ID = UUID("01a211dc-31c2-75ef-9e17-7d92d7dc3778")
LINKS = Links(
    page="https://k.example/az/opportunities/1/sahil/",
    organisation="https://k.example/az/organisations/yasil/",
    site="https://k.example/",
)
VIEW = OfferView(
    id=ID,
    slug="sahil",
    state=State.PUBLISHED,
    kind=Kind.ONE_TIME,
    organisation=Offerer(
        id=ID,
        slug="yasil",
        name_az="Yaşıl Xəzər",
        other_names={"en": "Green Caspian"},
        legal_form="ngo",
        state="accredited",
        website="https://yasil.example/",
    ),
    main_language="az",
    wordings={
        "az": Wording(language="az", title="Sahil təmizliyi", summary="Plastik yığırıq.", text="Bir.\n\nİki & <üç>."),
        "en": Wording(language="en", title="Beach cleaning", summary="We gather plastic."),
    },
    roles=(),
    direction="3.0.9",
    causes=("Environment",),
    skills=(),
    requirements=("PhotoID",),
    accessibility=("AssistanceDogs",),
    rewards=(),
    primary_goal=13,
    goals=(13,),
    targets=(),
    where=Where.ON_SITE,
    place=Place(code="AZ-BA", country="AZ", names={"az": "Bakı", "en": "Baku"}, latitude=40.3, longitude=49.8),
    address="Bulvar, 1; giriş",
    latitude=40.37,
    longitude=49.84,
    starts_at=SATURDAY,
    ends_at=SATURDAY + timedelta(hours=4),
    all_day=False,
    time_zone="Asia/Baku",
    apply_until=None,
    answer_days=3,
    weekly_hours_min=None,
    weekly_hours_max=None,
    places=40,
    age_min=16,
    age_max=None,
    languages=(),
    papers=(),
    hazards=(),
    provided=(),
    contact_name="Aygün Gizli",
    contact_email="gizli@private.example",
    contact_phone="+994500000099",
    external_url="",
    picture="",
    created_at=NOW,
    changed_at=NOW,
    published_at=NOW,
    closed_at=None,
    closing="",
    series=None,
    source="",
    source_id="",
)


def thing(**changes: Any) -> dict[str, Any]:
    return schema_org.thing(replace(VIEW, **changes), language="az", links=LINKS)


def activity(**changes: Any) -> dict[str, Any]:
    return vds.activity(replace(VIEW, **changes), links=LINKS, license="CC-BY-4.0")


def lines(**changes: Any) -> list[str]:
    made = calendar.calendar_of(replace(VIEW, **changes), language="az", links=LINKS, now=NOW)
    return made.decode().replace("\r\n ", "").split("\r\n")


def test_one_day_is_an_event_in_the_time_of_the_place() -> None:
    made = thing()
    assert (made["@type"], made["startDate"]) == ("Event", "2026-12-05T10:00:00+04:00")
    assert made["endDate"] == "2026-12-05T14:00:00+04:00"
    assert made["location"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Bulvar, 1; giriş",
        "addressLocality": "Bakı",
        "addressRegion": "Bakı",
        "addressCountry": "AZ",
    }
    assert made["typicalAgeRange"] == "16-"


def test_whole_days_end_inclusively() -> None:
    midnight = datetime(2026, 12, 4, 20, 0, tzinfo=UTC)
    made = thing(all_day=True, starts_at=midnight, ends_at=midnight + timedelta(days=2))
    assert (made["startDate"], made["endDate"]) == ("2026-12-05", "2026-12-06")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"kind": Kind.ONGOING}, "JobPosting"),
        ({"kind": Kind.COHORT}, "JobPosting"),
        ({"kind": Kind.MICRO, "where": Where.REMOTE}, "JobPosting"),
        ({"kind": Kind.INTERNSHIP}, "JobPosting"),
        ({"kind": Kind.TRAINING}, "Event"),
        ({"kind": Kind.COMPETITION}, "Event"),
        ({"kind": Kind.COMPETITION, "starts_at": None, "ends_at": None}, "JobPosting"),
        ({"kind": Kind.GRANT}, "Grant"),
        ({"kind": Kind.SCHOLARSHIP}, "Grant"),
    ],
)
def test_each_kind_has_its_type(changes: dict[str, Any], kind: str) -> None:
    assert thing(**changes)["@type"] == kind


def test_work_from_home_says_where_people_may_be() -> None:
    made = thing(kind=Kind.ONGOING, where=Where.REMOTE)
    assert made["jobLocationType"] == "TELECOMMUTE"
    assert made["applicantLocationRequirements"] == {"@type": "Country", "name": "AZ"}
    assert "jobLocation" not in made


def test_the_words_of_a_job_are_escaped_paragraphs() -> None:
    made = thing(kind=Kind.ONGOING)
    assert made["description"] == "<p>Plastik yığırıq.</p><p>Bir.</p><p>İki &amp; &lt;üç&gt;.</p>"


def test_a_cancelled_event_says_so() -> None:
    made = thing(state=State.CLOSED, closing="cancelled", closed_at=NOW)
    assert made["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_closed_job_was_valid_until_then() -> None:
    made = thing(kind=Kind.ONGOING, ends_at=None, state=State.CLOSED, closing="filled", closed_at=NOW)
    assert made["validThrough"] == "2026-11-25T12:00:00+04:00"


def test_words_carry_their_language_the_main_one_first() -> None:
    made = activity()
    assert made["title"] == tagged(az="Sahil təmizliyi", en="Beach cleaning")
    assert made["organisation"]["name"] == tagged(az="Yaşıl Xəzər", en="Green Caspian")


def tagged(**texts: str) -> list[dict[str, str]]:
    return [{"value": text, "@language": code} for code, text in texts.items()]


def test_an_opportunity_without_roles_is_one_role() -> None:
    (role,) = activity()["role"]
    assert role["minimumAge"] == 16
    assert role["requirement"] == [{"id": "https://ns.volunteeringdata.io/PhotoID"}]
    assert role["applyLink"] == LINKS.page


def test_a_role_may_ask_a_higher_age() -> None:
    role = OfferRole(id=ID, names={"az": "Sürücü"}, details={}, places=2, skills=("Driving",), languages=(), age_min=18)
    (made,) = activity(roles=(role,))["role"]
    assert (made["minimumAge"], made["title"]) == (18, tagged(az="Sürücü"))


def test_remote_work_has_no_location() -> None:
    assert "location" not in activity(where=Where.REMOTE)["session"][0]


def test_what_has_no_place_and_no_time_has_no_session() -> None:
    assert "session" not in activity(where=Where.REMOTE, starts_at=None, ends_at=None)


def test_nobody_s_name_or_address_is_given_away() -> None:
    told = f"{thing()}{thing(kind=Kind.ONGOING)}{activity()}{lines()}"
    for private in ("Gizli", "gizli@", "+994500000099"):
        assert private not in told


def test_a_calendar_event_is_in_utc_and_escaped() -> None:
    made = lines()
    assert "DTSTART:20261205T060000Z" in made
    assert "DTEND:20261205T100000Z" in made
    assert "LOCATION:Bulvar\\, 1\\; giriş\\, Bakı" in made
    assert f"UID:{ID}@opportunities.konullu" in made


def test_a_calendar_event_of_whole_days_ends_exclusively() -> None:
    midnight = datetime(2026, 12, 4, 20, 0, tzinfo=UTC)
    made = lines(all_day=True, starts_at=midnight, ends_at=midnight + timedelta(days=2))
    assert "DTSTART;VALUE=DATE:20261205" in made
    assert "DTEND;VALUE=DATE:20261207" in made


def test_calendar_lines_are_folded_between_letters() -> None:
    words = replace(VIEW.wordings["az"], title="Şəkidə əncir ağacı " * 20)
    made = calendar.calendar_of(replace(VIEW, wordings={"az": words}), language="az", links=LINKS, now=NOW)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    made.decode()


def test_words_cannot_break_out_of_their_line() -> None:
    words = replace(VIEW.wordings["az"], title="Bir\nEND:VCALENDAR\r\nX-EVIL:1")
    made = calendar.calendar_of(replace(VIEW, wordings={"az": words}), language="az", links=LINKS, now=NOW)
    assert b"\nX-EVIL" not in made.replace(b"\r\n ", b"")
