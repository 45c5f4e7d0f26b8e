"""What a search finds, in which order, and what it says beside."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from konullu.opportunities.rules.offer import Wording
from konullu.opportunities.words import Kind, Where
from konullu.platform.ids import new_id
from konullu.search.queries.finding import find
from konullu.search.queries.similar import similar
from konullu.search.rules.asking import Asking, Box, Near
from konullu.search.rules.found import Found
from tests.search.offers import GANJA, GREEN, NOW, SHAKI, keep, offer

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)


def ask(language: str = "az", **fields: object) -> Found:
    return find(Asking(**fields), language=language, now=NOW)  # type: ignore[arg-type]


def titles(language: str = "az", **fields: object) -> list[str]:
    return [card.title for card in ask(language, **fields).cards]


def test_words_are_found_in_any_form_and_without_marks() -> None:
    keep(offer("Könüllülərlə sahil təmizliyi"), offer("Kitabxanada dərs"))
    for text in ("könüllü", "konullulerin", "KÖNÜLLÜYƏ", "sahildə təmizlik", "konul", "sahili temizle"):
        assert titles(text=text) == ["Könüllülərlə sahil təmizliyi"], text


def test_all_words_of_a_query_must_be_there() -> None:
    keep(offer("Uşaqlara kitab oxumaq"), offer("Uşaqlarla idman"))
    assert titles(text="uşaq kitab") == ["Uşaqlara kitab oxumaq"]
    assert set(titles(text="uşaq")) == {"Uşaqlara kitab oxumaq", "Uşaqlarla idman"}


def test_a_russian_query_finds_a_russian_wording_in_another_form() -> None:
    words = {
        "az": Wording(language="az", title="Uşaqlara kömək"),
        "ru": Wording(language="ru", title="Помощь детям в больнице"),
    }
    keep(offer(words=words), offer("Ağacəkmə"))
    assert titles("ru", text="больницы") == ["Помощь детям в больнице"]


def test_labels_of_the_lists_are_found_in_every_language() -> None:
    keep(offer("Ağacəkmə", causes=("Environment",)), offer("Rəsm", direction="3.0.6"))
    assert titles("az", text="environment") == ["Ağacəkmə"]


def test_the_place_and_the_organisation_are_found_by_name() -> None:
    keep(offer("Bağ", place=GANJA), offer("Park"))
    assert titles(text="Gəncədə") == ["Bağ"]
    assert titles(text="ganja") == ["Bağ"]
    assert set(titles(text="Green Caspian")) == {"Bağ", "Park"}


def test_a_young_one_is_not_found_in_ganja() -> None:
    keep(offer("Bağ", place=GANJA), offer("Gənclər günü"))
    assert titles(text="gənclərin") == ["Gənclər günü"]


def test_the_title_counts_more_than_the_text() -> None:
    there = Wording(language="az", title="Park", text="Burada kitab da var.")
    keep(offer(words={"az": there}), offer("Kitab günü"))
    assert titles(text="kitab") == ["Kitab günü", "Park"]


def test_filters_stand_together_and_values_of_one_are_alternatives() -> None:
    keep(
        offer("a", kind=Kind.ONGOING, place=GANJA),
        offer("b", kind=Kind.ONE_TIME, place=GANJA),
        offer("c", kind=Kind.GRANT, place=SHAKI),
    )
    assert set(titles(kinds=("ongoing", "grant"))) == {"a", "c"}
    assert titles(kinds=("ongoing", "grant"), regions=("AZ-GA",)) == ["a"]


def test_a_wider_cause_holds_the_narrower_ones() -> None:
    keep(offer("a", causes=("LowIncomeHouseholds",)), offer("b"))
    assert titles(causes=("AntiPoverty",)) == ["a"]


def test_age_hours_and_language_leave_out_what_does_not_fit() -> None:
    keep(
        offer("grown-ups", age_min=18),
        offer("young", age_min=14, age_max=29),
        offer("much", weekly_hours_min=20),
        offer("russian", languages=("ru",)),
    )
    assert set(titles(age=15)) == {"young", "much", "russian"}
    assert set(titles(age=40)) == {"grown-ups", "much", "russian"}
    assert set(titles(hours_max=5)) == {"grown-ups", "young", "russian"}
    assert set(titles(languages=("az", "en"))) == {"grown-ups", "young", "much"}


def test_days_overlap_and_what_has_no_days_is_always_there() -> None:
    keep(
        offer("saturday", starts_at=SATURDAY, ends_at=SATURDAY + timedelta(hours=3)),
        offer("december", starts_at=SATURDAY + timedelta(days=10)),
        offer("any"),
    )
    assert set(titles(when="weekend")) == {"saturday", "any"}
    assert set(titles(when="today")) == {"any"}
    assert set(titles(from_date=date(2026, 12, 1), to_date=date(2026, 12, 31))) == {"december", "any"}
    assert set(titles(to_date=date(2026, 11, 28))) == {"saturday", "any"}


def test_what_is_over_is_not_found() -> None:
    keep(offer("over", apply_until=NOW + timedelta(minutes=1)), offer("open"))
    assert {card.title for card in find(Asking(), language="az", now=NOW + timedelta(minutes=2)).cards} == {"open"}


def test_near_is_by_true_distance_and_far_is_left_out() -> None:
    keep(
        offer("Baku"),
        offer("Sumgait", latitude=40.59, longitude=49.67),
        offer("Ganja", place=GANJA),
        offer("home", where=Where.REMOTE),
    )
    near = Near(latitude=40.41, longitude=49.87, km=60)
    found = ask(near=near, sort="nearest")
    assert [card.title for card in found.cards] == ["Baku", "Sumgait"]
    assert [round(card.distance_km or 0) for card in found.cards] == [4, 26]
    assert {card.title for card in ask(near=replace(near, km=500)).cards} == {"Baku", "Sumgait", "Ganja"}


def test_a_box_holds_what_lies_in_it() -> None:
    keep(offer("Baku"), offer("Ganja", place=GANJA))
    assert titles(box=Box(south=40.5, west=46, north=41, east=47)) == ["Ganja"]


def test_sorts() -> None:
    keep(
        offer("late", starts_at=SATURDAY + timedelta(days=30), published_at=NOW - timedelta(days=1)),
        offer("soon", starts_at=SATURDAY, published_at=NOW - timedelta(days=9)),
        offer("any", published_at=NOW - timedelta(days=5)),
    )
    assert titles(sort="soonest") == ["soon", "late", "any"]
    assert titles(sort="newest") == ["late", "any", "soon"]


def test_the_facets_of_a_chosen_filter_count_as_if_it_were_not_chosen() -> None:
    keep(
        offer("a", kind=Kind.ONGOING, place=GANJA),
        offer("b", kind=Kind.ONE_TIME, place=GANJA),
        offer("c", kind=Kind.ONE_TIME, place=SHAKI),
    )
    facets = ask(kinds=("one_time",)).facets
    assert {value.code: value.count for value in facets["kind"]} == {"one_time": 2, "ongoing": 1}
    assert {value.code: value.count for value in facets["region"]} == {"AZ-GA": 1, "AZ-SAK": 1}
    assert all(value.is_exact for value in facets["kind"])


def test_windows_of_days_are_counted() -> None:
    keep(offer("saturday", starts_at=SATURDAY, ends_at=SATURDAY + timedelta(hours=3)), offer("any"))
    counts = {value.code: value.count for value in ask().facets["when"]}
    assert counts == {"today": 1, "tomorrow": 1, "weekend": 2, "week": 2, "next_week": 1, "month": 2}


def test_pages_hold_everything_once() -> None:
    keep(*(offer(f"n{number}") for number in range(45)))
    seen = [card.title for page in (1, 2, 3) for card in ask(page=page).cards]
    assert len(seen) == len(set(seen)) == 45
    first = ask()
    assert (first.total, first.total_is_exact, first.pages) == (45, True, 3)
    assert ask(page=4).cards == []


def test_a_card_speaks_the_readers_language_or_says_which_it_speaks() -> None:
    keep(offer("Ağacəkmə", organisation=GREEN))
    card = ask("ru").cards[0]
    assert (card.title, card.language, card.is_fallback) == ("Ağacəkmə", "az", True)
    assert ask("en").cards[0].organisation == "Green Caspian"


def test_a_wrong_letter_gets_the_word_that_was_meant() -> None:
    keep(offer("Könüllü proqramı"), offer("Kitab günü"))
    assert ask(text="könülü").did_you_mean == "könüllü"
    assert ask(text="kitap günü").did_you_mean == "kitab günü"
    assert ask(text="kitab").did_you_mean == ""


def test_a_suggestion_that_finds_nothing_is_not_made() -> None:
    keep(offer("Könüllü", kind=Kind.GRANT), offer("Kitab"))
    assert ask(text="könülü", kinds=("one_time",)).did_you_mean == ""


def test_an_empty_answer_offers_the_nearest_searches_with_their_numbers() -> None:
    keep(offer("Ağac", place=SHAKI), offer("Ağac", place=GANJA), offer("Rəqs", kind=Kind.EVENT, place=SHAKI))
    found = ask(text="rəqs", regions=("AZ-GA",))
    assert found.total == 0
    assert [(way.what, way.count) for way in found.relaxations] == [("regions", 1), ("text", 1)]
    assert found.relaxations[0].asking == Asking(text="rəqs")


def test_a_longer_way_is_offered_first() -> None:
    keep(offer("Baku"))
    found = ask(near=Near(latitude=40.45, longitude=49.89, km=5))
    way = found.relaxations[0]
    assert (way.what, way.count, way.asking.near) == ("km", 1, Near(latitude=40.45, longitude=49.89, km=15))


def test_two_wishes_are_given_up_when_one_does_not_help() -> None:
    keep(offer("Ağac", place=SHAKI, kind=Kind.GRANT))
    found = ask(regions=("AZ-GA",), kinds=("event",))
    assert [way.asking for way in found.relaxations] == [Asking()]


def test_similar_ones_share_most_and_it_is_not_its_own_neighbour() -> None:
    one = offer("one", causes=("Environment",), place=SHAKI)
    keep(one, offer("same", causes=("Environment",), place=SHAKI), offer("far", causes=("Environment",), place=GANJA),
         offer("other", direction="3.0.6", kind=Kind.GRANT))  # fmt: skip
    assert [card.title for card in similar(one.id, language="az", now=NOW)] == ["same", "far"]
    assert similar(new_id(), language="az", now=NOW) == []
