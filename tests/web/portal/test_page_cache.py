"""Pages kept for strangers: the same bytes, never old, never somebody's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from konullu.search.operations.documents import changed
from konullu.web.portal import page_cache
from konullu.web.portal.page_cache import KEPT, Page, Pages
from tests.people import World, published_opportunity
from tests.search.offers import keep, offer

pytestmark = pytest.mark.django_db
LIST = "/az/opportunities/"


class Clock:
    """time.monotonic in the test's hand."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(page_cache, "time", made)
    KEPT.clear()
    return made


def test_second_stranger_gets_the_kept_page_without_a_query(
    client: Client, clock: Clock, django_assert_num_queries: object
) -> None:
    keep(offer("Ağacəkmə"))
    first = client.get(LIST)
    clock.now += 1
    with django_assert_num_queries(0):  # type: ignore[operator]
        second = client.get(LIST)
    assert second.content == first.content
    assert "Age" not in first
    assert second["Age"] == "1"
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["X-Request-ID"] != first["X-Request-ID"]


def test_change_is_seen_within_two_seconds(
    client: Client, clock: Clock, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    keep(offer("Ağacəkmə"))
    client.get(LIST)
    keep(offer("Qan donorluğu"))
    assert "Qan donorluğu" not in client.get(LIST).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        changed()
    clock.now += page_cache.LOOK_EVERY
    assert "Qan donorluğu" in client.get(LIST).content.decode()


def test_page_is_old_after_a_minute_though_nothing_has_changed(client: Client, clock: Clock) -> None:
    keep(offer("Ağacəkmə"))
    client.get(LIST)
    clock.now += page_cache.SECONDS
    assert "Age" not in client.get(LIST)


def test_publishing_through_the_operations_changes_the_list(
    client: Client, world: World, clock: Clock, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    assert "Sahil təmizliyi" in client.get(LIST).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        published_opportunity(world, "Meşə gəzintisi")
    clock.now += page_cache.LOOK_EVERY
    assert "Meşə gəzintisi" in client.get(LIST).content.decode()


def test_browser_that_has_the_page_is_told_so(client: Client) -> None:
    keep(offer("Ağacəkmə"))
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_whoever_is_signed_in_gets_their_own_page_and_it_is_not_kept(client: Client, world: World) -> None:
    client.force_login(world.aygun)
    assert "Aygün" in client.get(LIST).content.decode()
    assert not KEPT.pages
    assert "Aygün" not in Client().get(LIST).content.decode()
    assert "Age" not in client.get(LIST)


def test_languages_looks_and_addresses_are_kept_apart(client: Client) -> None:
    keep(offer("Ağacəkmə"))
    client.get(LIST)
    assert "Age" not in client.get("/ru/opportunities/")
    assert "Age" not in client.get(f"{LIST}?q=agac")
    client.cookies["konullu_theme"] = "dark"
    assert 'data-theme="dark"' in client.get(LIST).content.decode()


def test_packed_and_plain_readers_get_what_they_can_read(client: Client) -> None:
    keep(offer("Ağacəkmə"))
    packed = client.get(LIST, headers={"accept-encoding": "gzip"})
    plain = client.get(LIST)
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert client.get(LIST, headers={"accept-encoding": "gzip"}).content == packed.content


def test_pages_of_words_and_long_addresses_are_not_kept(client: Client) -> None:
    client.get("/az/privacy/")
    client.get(f"{LIST}?q={'a' * 700}")
    assert not KEPT.pages


def test_memory_is_bounded_by_number_and_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages()
    for n in range(page_cache.PAGES_AT_MOST + 10):
        pages.put((str(n),), Page(b"x", (), "", 0.0, 1, None, None))
    assert len(pages.pages) == page_cache.PAGES_AT_MOST
    monkeypatch.setattr(page_cache, "BYTES_AT_MOST", 10)
    pages.put(("large",), Page(b"x" * 9, (), "", 0.0, 1, None, None))
    assert (len(pages.pages), pages.size) == (2, 10)


def test_page_larger_than_the_room_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "BYTES_AT_MOST", 10)
    pages = Pages()
    pages.put(("huge",), Page(b"x" * 11, (), "", 0.0, 1, None, None))
    assert (len(pages.pages), pages.size) == (0, 0)
