"""Both ways of counting say the same, and both are right."""

import random
from datetime import timedelta

import pytest

from konullu.opportunities.rules.offer import OfferView
from konullu.opportunities.words import Kind, Where
from konullu.search.models import Block, Document
from konullu.search.operations import blocks as keeping
from konullu.search.operations import documents
from konullu.search.queries.blocks import is_countable
from konullu.search.queries.counting import Counts, counts_by_blocks, counts_one_by_one
from konullu.search.queries.looking import Look, look_often, look_once
from konullu.search.rules.asking import Asking
from tests.search.offers import BAKU, GANJA, NOW, SHAKI, keep, offer

pytestmark = pytest.mark.django_db
RANDOM = random.Random(3)


def any_offer() -> OfferView:
    pick = RANDOM.choice
    starts_at = pick([None, NOW + timedelta(hours=pick(range(-200, 2000)))])
    return offer(
        kind=pick(list(Kind)),
        place=pick([BAKU, GANJA, SHAKI]),
        direction=pick(["3.0.9", "3.0.6", ""]),
        causes=pick([(), ("Environment",), ("LowIncomeHouseholds", "Environment")]),
        goals=pick([(), (4,), (4, 13)]),
        languages=pick([(), ("az",), ("ru",), ("az", "en")]),
        provided=pick([(), ("meals",), ("meals", "hours")]),
        where=pick(list(Where)),
        starts_at=starts_at,
        ends_at=pick([None, starts_at + timedelta(days=pick([1, 3, 40]))]) if starts_at else None,
        age_min=pick([None, 14, 18]),
        age_max=pick([None, 17, 29]),
        weekly_hours_min=pick([None, 2, 8]),
    )


def any_asking() -> Asking:
    def pick[T](values: list[T]) -> T:
        return RANDOM.choice(values)

    return Asking(
        kinds=pick([(), (), ("one_time",), ("one_time", "ongoing", "grant")]),
        directions=pick([(), (), ("3.0.9",)]),
        causes=pick([(), (), ("Environment",), ("AntiPoverty", "Environment")]),
        regions=pick([(), (), ("AZ-GA",), ("AZ-GA", "AZ-BA")]),
        goals=pick([(), (), (4,), (13, 4)]),
        languages=pick([(), (), ("az",), ("az", "ru")]),
        provided=pick([(), (), ("hours",), ("meals", "hours")]),
        when=pick(["", "", "today", "weekend", "week", "next_week", "month"]),
        remote=pick([False, False, True]),
        age=pick([None, None, 15, 40]),
        hours_max=pick([None, None, 1, 5]),
    )


def plain(counts: Counts) -> tuple[int, dict[str, dict[str, int]]]:
    facets = {name: {one.code: one.count for one in values} for name, values in counts.facets.items()}
    return counts.total, {name: values for name, values in facets.items() if values}


def test_bits_count_what_looking_at_each_counts() -> None:
    keep(*(any_offer() for _ in range(150)))
    for _ in range(60):
        asking = any_asking()
        assert is_countable(asking, NOW)
        assert plain(counts_by_blocks(asking, now=NOW)) == plain(counts_one_by_one(asking, now=NOW)), asking


def test_one_look_and_many_see_the_same() -> None:
    keep(*(any_offer() for _ in range(120)))
    for _ in range(60):
        asking = any_asking()
        once, often = look_once(asking, now=NOW, most=500), look_often(asking, now=NOW, most=500)
        assert once is not None
        assert once.total == often.total, asking
        assert nonzero(once) == nonzero(often), asking


def nonzero(look: Look) -> dict[str, dict[str, int]]:
    found = {
        name: {str(code): count for code, count in values.items() if count} for name, values in look.values.items()
    }
    return {name: values for name, values in found.items() if values}


def test_what_is_too_much_to_look_at_is_a_lower_bound() -> None:
    keep(*(offer(kind=Kind.GRANT if number else Kind.EVENT) for number in range(6)))
    assert look_once(Asking(kinds=("event",)), now=NOW, most=3) is None
    look = look_often(Asking(kinds=("event",)), now=NOW, most=3)
    assert (look.total, look.is_whole("region"), look.is_whole("kind")) == (1, True, False)


def test_a_change_moves_the_bits_and_a_withdrawal_clears_them() -> None:
    one = offer(kind=Kind.GRANT)
    keep(one, offer(kind=Kind.EVENT))
    documents.write(views=[offer(kind=Kind.ONGOING, id=one.id)], now=NOW)
    keeping.settle(now=NOW)
    assert plain(counts_by_blocks(Asking(), now=NOW))[1]["kind"] == {"ongoing": 1, "event": 1}
    documents.withdraw(ids=[one.id])
    keeping.settle(now=NOW)
    assert plain(counts_by_blocks(Asking(), now=NOW))[1]["kind"] == {"event": 1}
    assert not Document.objects.filter(pk=one.id).exists()


def test_what_is_over_leaves_with_the_next_settling() -> None:
    keep(offer(apply_until=NOW + timedelta(minutes=1)))
    keeping.settle(now=NOW + timedelta(minutes=2))
    assert counts_by_blocks(Asking(), now=NOW).total == 0
    assert not Document.objects.exists()


def test_blocks_made_anew_are_those_that_were_kept() -> None:
    keep(*(any_offer() for _ in range(40)))
    before = plain(counts_by_blocks(Asking(), now=NOW))
    Block.objects.all().delete()
    assert keeping.rebuild_blocks() == 40
    assert plain(counts_by_blocks(Asking(), now=NOW)) == before


def test_settling_twice_changes_nothing() -> None:
    keep(offer())
    assert keeping.settle(now=NOW) == 0
