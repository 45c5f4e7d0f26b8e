"""Everything of the search can be made again, and it is seen when it must be."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from konullu.opportunities.models import Opportunity
from konullu.opportunities.operations import publishing
from konullu.search.models import Block, Card, Document, Spelling
from konullu.search.operations import blocks, documents
from konullu.search.operations.rebuilding import drift, rebuild
from konullu.search.queries.finding import find
from konullu.search.rules.asking import Asking
from tests.organisations.conftest import NOW
from tests.search.offers import keep, offer


def found(text: str = "") -> list[str]:
    return [card.title for card in find(Asking(text=text), language="az", now=NOW).cards]


def test_what_is_published_is_found_at_once_and_what_is_closed_is_not(published: Opportunity, nigar: Any) -> None:
    assert found("ağacəkmə") == ["Şəkidə ağacəkmə"]
    publishing.close(opportunity=published, closing="cancelled", by=nigar, now=NOW)
    assert found("ağacəkmə") == []


def test_nothing_is_off_after_a_publication(published: Opportunity) -> None:
    blocks.settle(now=NOW)
    assert drift(now=NOW).is_none


def test_drift_is_seen_and_rebuilding_mends_it(published: Opportunity) -> None:
    keep(ghost := offer("Kabus"))
    Document.objects.filter(pk=published.pk).update(age_from=40)
    Block.objects.filter(mark=0).update(bits=_no_bits())
    seen = drift(now=NOW)
    assert (seen.missing, seen.different, seen.superfluous) == ([], [published.pk], [ghost.id])
    assert seen.blocks == [0]
    assert rebuild(now=NOW) == 1
    assert drift(now=NOW).is_none
    assert found() == ["Şəkidə ağacəkmə"]


def _no_bits() -> Any:
    from django.db.models.expressions import RawSQL

    return RawSQL("repeat('0', 32000)::bit(32000)", [])


def test_a_lost_document_is_missed(published: Opportunity) -> None:
    Document.objects.all().delete()
    Card.objects.all().delete()
    assert drift(now=NOW).missing == [published.pk]
    rebuild(now=NOW)
    assert found() == ["Şəkidə ağacəkmə"]


def test_rebuilding_keeps_the_scores(published: Opportunity) -> None:
    Document.objects.update(score=0.25)
    rebuild(now=NOW)
    assert Document.objects.get().score == 0.25


def test_rebuilding_forgets_spellings_that_nobody_writes_any_more(published: Opportunity) -> None:
    Spelling.objects.create(word="kohne", shown="köhnə", documents=3)
    rebuild(now=NOW)
    assert not Spelling.objects.filter(word="kohne").exists()
    assert Spelling.objects.filter(word="agacekme", shown="ağacəkmə").exists()


def test_the_command_says_what_is_off(published: Opportunity, capsys: pytest.CaptureFixture[str]) -> None:
    Document.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("check_search")
    assert f"missing: 1 ({published.pk})" in capsys.readouterr().out


@pytest.mark.django_db
def test_many_at_once_are_left_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[dict[str, Any]] = []
    monkeypatch.setattr(documents.jobs, "defer", lambda name, **ids: ordered.append({"name": name, **ids}))
    ids = [offer().id for _ in range(documents.AT_ONCE + 1)]
    documents.take_in(opportunity_ids=ids, now=NOW)
    assert [(job["name"], len(job["opportunity_ids"])) for job in ordered] == [
        ("search.refresh", documents.AT_ONCE),
        ("search.refresh", 1),
    ]
