"""Work of the search that is done in the background."""

from uuid import UUID

from konullu.platform.clock import now
from konullu.platform.jobs import task
from konullu.search.operations import blocks, digest, documents, scoring, tallies


@task("search.settle")
def settle() -> None:
    while blocks.settle(now=now()) == blocks.AT_ONCE:
        pass


@task("search.refresh")
def refresh(opportunity_ids: list[str]) -> None:
    documents.refresh(opportunity_ids=map(UUID, opportunity_ids), now=now())


@task("search.digest")
def write_digests() -> None:
    """Every quarter of an hour: letters of the saved searches whose turn has come."""
    moment = now()
    for saved_id in digest.due_searches(now=moment):
        digest.write_digest(saved_id=saved_id, now=moment)


@task("search.count_looks")
def count_looks() -> None:
    """Every quarter of an hour: what lists have shown becomes part of the scores."""
    scoring.count_looks(now=now())


@task("search.fade")
def fade() -> None:
    """Every night: new ones grow older, a new week gives each its chance anew, old lists are forgotten."""
    moment = now()
    done: UUID | None = UUID(int=0)
    while done:
        done = scoring.fade(after=done, now=moment)
    tallies.forget_old(now=moment)
