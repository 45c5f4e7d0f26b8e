"""Addresses, stems, Azerbaijani endings, ways out: without a database."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from konullu.platform.text import fold
from konullu.search.rules.address import PAGES, TEXT_AT_MOST, address_of, asking_from, asking_of
from konullu.search.rules.asking import Asking, Box, Near
from konullu.search.rules.az_suffixes import az_stems
from konullu.search.rules.bits import SIZE, place, slots, written
from konullu.search.rules.documents import north_of
from konullu.search.rules.marks import mark_of, window_of
from konullu.search.rules.relaxing import ways_out
from konullu.search.rules.stems import query_words, tsquery, tsvector
from konullu.search.words import When
from tests.search.az_words import HELD_OUT_QUERIES, LINES, QUERIES

FULL = Asking(
    text="uşaq kitab", kinds=("one_time", "ongoing"), directions=("3.0.9",), causes=("Environment",),
    regions=("AZ-BA", "AZ-GA"), goals=(4, 13), languages=("az",), accessibility=("WheelchairAccess",),
    provided=("meals",), organisation="yasil-xezer", from_date=date(2026, 12, 1), to_date=date(2026, 12, 9),
    remote=True, age=16, hours_max=5, near=Near(latitude=40.4, longitude=49.87, km=10),
    box=Box(south=40.0, west=49.0, north=41.0, east=50.5), sort="nearest", page=3,
)  # fmt: skip


def read(query: str) -> tuple[Asking, list[str]]:
    asking, problems = asking_from(QueryDict(query))
    return asking, [problem.field for problem in problems]


def test_an_asking_and_its_address_say_the_same() -> None:
    assert asking_of(address_of(FULL)) == FULL
    assert read(address_of(FULL)) == (FULL, [])
    assert address_of(Asking()) == ""


def test_one_asking_has_one_address() -> None:
    one, _ = read("kind=ongoing&kind=one_time&page=1&sort=fit&kind=ongoing")
    assert address_of(one) == "kind=one_time&kind=ongoing"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=nonsense", "kind"), ("goal=18", "goal"), ("region=Baku", "region"), ("cause=%00", "cause"),
        ("age=-1", "age"), ("age=121", "age"), ("age=ten", "age"), ("hours=1e9", "hours"), ("from=2026-02-30", "from"),
        ("to=0001-01-01", "to"), ("from=2026-12-09&to=2026-12-01", "to"), ("near=91,0", "near"), ("near=nan,1", "near"),
        ("near=1", "near"), ("near=1,2&km=inf", "km"), ("box=41,49,40,50", "box"), ("box=a,b,c,d", "box"),
        ("page=-5", "page"), ("page=1000000", "page"), ("page=x", "page"), ("when=someday", "when"),
        ("sort=best", "sort"),
        ("remote=2", "remote"), ("org=../etc", "org"), ("q=" + "a" * 10_000, "q"),
    ],
)  # fmt: skip
def test_nonsense_is_said_and_left_out(query: str, field: str) -> None:
    asking, problems = read(query)
    assert problems == [field]
    assert len(asking.text) <= TEXT_AT_MOST
    assert 1 <= asking.page <= PAGES


def test_the_nearest_of_nowhere_is_no_order() -> None:
    assert read("sort=nearest")[0] == Asking()


def test_a_point_is_kept_no_finer_than_needed() -> None:
    assert read("near=40.40926171,49.86709230")[0].near == Near(latitude=40.409, longitude=49.867)


NAMES = [
    "q",
    "kind",
    "cause",
    "region",
    "goal",
    "near",
    "km",
    "box",
    "from",
    "to",
    "page",
    "age",
    "hours",
    "sort",
    "org",
]


@given(st.dictionaries(st.sampled_from(NAMES),
                       st.lists(st.text(), max_size=3), max_size=8))  # fmt: skip
def test_whatever_is_typed_is_read(values: dict[str, list[str]]) -> None:
    class Typed:
        def getlist(self, key: str) -> list[str]:
            return values.get(key, [])

    asking, _problems = asking_from(Typed())
    assert asking_of(address_of(asking)) == asking
    tsquery(query_words(asking.text))


@given(st.text())
def test_a_query_has_no_operators_but_ours(text: str) -> None:
    words = query_words(text)
    assert len(words) <= 12
    assert "\x00" not in tsquery(words)


def test_a_lexeme_that_looks_like_an_operator_is_quoted() -> None:
    assert tsvector([("a'b",)], [("c\\d", "plain")]) == "'a''b':1A 'c\\\\d' plain"


def test_the_last_word_may_be_unfinished() -> None:
    assert tsquery(query_words("uşaqlar kita")) == "(usaqlar | usaq) & (kita:* | kit)"


def measure(queries: list[tuple[str, int]], *, stemmed: bool) -> tuple[float, float]:
    """Precision and recall over all pairs of forms."""
    terms = {form: {fold(form), *(az_stems(fold(form)) if stemmed else ())} for form, _ in queries}
    right = wrong = missed = 0
    for asked, line in queries:
        for form, other in queries:
            is_found = bool(terms[asked] & terms[form])
            right += is_found and line == other
            wrong += is_found and line != other
            missed += not is_found and line == other
    return right / (right + wrong), right / (right + missed)


def test_azerbaijani_endings_are_taken_off_well() -> None:
    assert len(QUERIES) >= 400
    assert len(LINES) >= 80
    plain, stemmed = measure(QUERIES, stemmed=False), measure(QUERIES, stemmed=True)
    assert plain[0] == 1.0
    assert plain[1] < 0.2
    assert stemmed[0] >= 0.995
    assert stemmed[1] >= 0.99


def test_endings_are_taken_off_words_that_nobody_had_in_mind() -> None:
    assert len(HELD_OUT_QUERIES) >= 150
    precision, recall = measure(HELD_OUT_QUERIES, stemmed=True)
    assert precision >= 0.99
    assert recall >= 0.97


def test_ganja_is_not_a_young_one() -> None:
    assert az_stems("gence") == ()
    assert az_stems("gencede") == ("gence",)
    assert "genc" in az_stems("genclerin")


def test_the_windows_of_a_wednesday() -> None:
    wednesday = date(2026, 11, 25)
    assert {str(when): window_of(when, wednesday) for when in When} == {
        "today": (date(2026, 11, 25), date(2026, 11, 25)),
        "tomorrow": (date(2026, 11, 26), date(2026, 11, 26)),
        "weekend": (date(2026, 11, 28), date(2026, 11, 29)),
        "week": (date(2026, 11, 25), date(2026, 11, 29)),
        "next_week": (date(2026, 11, 30), date(2026, 12, 6)),
        "month": (date(2026, 11, 25), date(2026, 11, 30)),
    }
    assert window_of(When.WEEKEND, date(2026, 11, 29)) == (date(2026, 11, 29), date(2026, 11, 29))


def test_marks_have_numbers_of_their_own() -> None:
    tags = [("kind", "event"), ("kind", "grant"), ("cause", "event"), ("day", "any"), ("day", "2026-11-25")]
    assert len({mark_of(*tag) for tag in tags}) == len(tags)
    assert all(0 < mark_of(*tag) < 2**31 for tag in tags)


@given(st.sets(st.integers(0, SIZE - 1), max_size=50), st.integers(0, 40))
def test_bits_come_back_as_the_slots_they_were(positions: set[int], number: int) -> None:
    total = 0
    for position in positions:
        where, bit = place(number * SIZE + position)
        assert where == number
        total |= bit
    shown = f"{int(written(total)[1:], 16):0{SIZE}b}"
    assert slots(number, shown) == sorted(number * SIZE + position for position in positions)


def test_the_map_keeps_north_in_order() -> None:
    north = [north_of(latitude) for latitude in (-89.9, -40.0, 0.0, 40.0, 41.0, 90.0)]
    assert north == sorted(north)
    assert north[2] == pytest.approx(0)


def test_everything_that_is_asked_can_be_given_up() -> None:
    ways = dict(ways_out(FULL))
    assert next(iter(ways)) == "km"
    for what, way in ways.items():
        assert way(FULL) != FULL, what
        assert way(FULL).page == 1
    assert list(ways_out(Asking())) == []
