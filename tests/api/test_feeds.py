"""Feeds: RPDE with tombstones, Atom for any search, the site's map."""

import html
import json
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from konullu.api.feeds import rpde
from konullu.opportunities.models import FeedLine
from konullu.opportunities.operations import publishing
from konullu.opportunities.rules.details import Words
from tests.people import published_opportunity

RPDE = "/feeds/rpde/opportunities"
pytestmark = pytest.mark.django_db


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def read_all(client):
    """As a reader does: until a page is empty. Gives the items and the address to come back to."""
    items, address = [], RPDE
    while True:
        page = json.loads(client.get(address).content)
        if not page["items"]:
            assert path_of(page["next"]) == address
            return items, address
        items += page["items"]
        address = path_of(page["next"])


def test_a_reader_sees_all_and_then_only_what_changes(client, world):
    row = world.made["opportunity"]
    items, address = read_all(client)
    assert [(item["id"], item["state"], item["kind"]) for item in items] == [
        (str(row.pk), "updated", "VolunteerOpportunity")
    ]
    assert items[0]["data"]["title"] == [{"value": "Sahil təmizliyi", "@language": "az"}]
    publishing.close(opportunity=row, closing="filled", by=world.babek, now=world.now)
    page = json.loads(client.get(address).content)
    assert [(item["id"], item["state"]) for item in page["items"]] == [(str(row.pk), "deleted")]
    assert "data" not in page["items"][0]


def test_what_is_no_draft_of_anybody_is_in_the_feed(client, world):
    assert FeedLine.objects.count() == 1
    told = client.get(RPDE).content.decode()
    assert "elaqe@public.example" not in told


def test_full_pages_may_be_kept_long_and_the_last_one_not(client, world, monkeypatch):
    published_opportunity(world, "Sahil 2")
    monkeypatch.setattr(rpde, "PAGE", 1)
    first = client.get(RPDE)
    assert first["Content-Type"] == "application/vnd.openactive.rpde+json; version=1"
    assert first["Cache-Control"] == "public, max-age=3600"
    second = path_of(json.loads(first.content)["next"])
    third = path_of(json.loads(client.get(second).content)["next"])
    assert client.get(third)["Cache-Control"] == "public, max-age=8"


@pytest.mark.parametrize(
    "query",
    [
        "?afterTimestamp=1",
        "?afterId=1",
        "?afterTimestamp=-1&afterId=01a211dc-31c2-75ef-9e17-7d92d7dc3778",
        "?afterTimestamp=999999999999999999999&afterId=01a211dc-31c2-75ef-9e17-7d92d7dc3778",
        "?afterTimestamp=1&afterId=%00",
        "?afterTimestamp=1&afterId=1' OR 1=1",
    ],
)
def test_a_mark_that_we_did_not_give_is_a_problem(client, world, query):
    answer = client.get(RPDE + query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_farthest_mark_is_an_empty_page(client, world):
    answer = client.get(f"{RPDE}?afterTimestamp={'9' * 17}&afterId=01a211dc-31c2-75ef-9e17-7d92d7dc3778")
    assert json.loads(answer.content)["items"] == []


def test_atom_reads_in_a_reader(client, world):
    row = world.made["opportunity"]
    answer = client.get("/feeds/az/opportunities.atom?direction=3.0.9")
    feed = feedparser.parse(answer.content)
    assert (feed.version, feed.bozo, feed.feed.language) == ("atom10", False, "az")
    (entry,) = feed.entries
    assert (entry.id, entry.title, entry.author) == (f"urn:uuid:{row.pk}", "Sahil təmizliyi", world.organisation.name)
    assert entry.link.endswith("?from=feed")
    assert urlsplit(entry.link).path == f"/az/opportunities/{row.pk}/{row.slug}/"


def test_atom_follows_the_search(client, world):
    assert feedparser.parse(client.get("/feeds/az/opportunities.atom?direction=3.0.1").content).entries == []
    assert len(feedparser.parse(client.get("/feeds/en/opportunities.atom?kind=nonsense&age=x").content).entries) == 1
    assert client.get("/feeds/xx/opportunities.atom").status_code == 404


def test_words_of_the_search_stand_escaped_in_the_title(client, world):
    answer = client.get("/feeds/en/opportunities.atom", {"q": '<script>"&'})
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert b"<script>" not in answer.content


def test_words_of_an_organisation_are_no_html_in_a_reader(client, world):
    summary = "Uşaqlar <b>5 < 6</b> & <script>alert(1)</script>"
    published_opportunity(world, "Sahil 2", wordings={"az": Words(title="Sahil 2", summary=summary, text="Bir.")})
    feed = feedparser.parse(client.get("/feeds/az/opportunities.atom").content, sanitize_html=False)
    (entry,) = [entry for entry in feed.entries if entry.title == "Sahil 2"]
    assert html.unescape(entry.summary).startswith(summary)
    assert "<script>" not in entry.summary


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return [found.text for found in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def test_the_map_leads_to_every_public_page_in_every_language(client, world):
    row = world.made["opportunity"]
    pages = [page for part in locations(client, "/sitemap.xml") for page in locations(client, urlsplit(part).path)]
    paths = {urlsplit(page).path for page in pages}
    for language in ("az", "en", "ru"):
        assert f"/{language}/opportunities/{row.pk}/{row.slug}/" in paths
        assert f"/{language}/organisations/{world.organisation.slug}/" in paths
        assert f"/{language}/" in paths
    assert all(client.get(path).status_code == 200 for path in paths)


def test_the_map_forgets_what_is_closed(client, world):
    row = world.made["opportunity"]
    part = f"/sitemap/opportunities-{row.pk}.xml"
    assert len(locations(client, part)) == 3
    publishing.close(opportunity=row, closing="filled", by=world.babek, now=world.now)
    assert client.get(part).status_code == 404
    assert not any("opportunities-" in place for place in locations(client, "/sitemap.xml"))


def test_the_map_is_divided(client, world, monkeypatch):
    for n in range(4):
        published_opportunity(world, f"Sahil {n}")
    monkeypatch.setattr("konullu.api.feeds.sitemap.PART", 2)
    parts = [place for place in locations(client, "/sitemap.xml") if "opportunities-" in place]
    assert [len(locations(client, urlsplit(part).path)) // 3 for part in parts] == [2, 2, 1]


def test_robots_are_shown_the_map(client):
    assert "Sitemap: " in client.get("/robots.txt").content.decode()
