"""What leaves the site, judged by others: OpenActive, Adobe, rdflib with the ontology of the standard, ical.js."""

import json
import re
import subprocess
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import rdflib
from django.test import Client
from rdflib.namespace import RDF
from rdflib.plugins.shared.jsonld import context as jsonld_context

from konullu.api.feeds import rpde
from konullu.opportunities.importing.mapping import mapping_named
from konullu.opportunities.models import Opportunity
from konullu.opportunities.words import Kind, Where
from tests.house.tree import ROOT
from tests.opportunities.importing.table import content
from tests.opportunities.importing.test_import import brought
from tests.people import World, published_opportunity

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

JUDGES = ROOT / "tests/proof/judges"
VDS = ROOT / "tests/proof/vds"
NAMESPACE = "https://ns.volunteeringdata.io/"


def judged(judge: str, *arguments: str, given: str = "") -> Any:
    command = ["node", str(JUDGES / judge), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def many(world: World) -> list[Opportunity]:
    """Two full pages and some: taken over from a file; every tenth is closed again."""
    brought(content(*({"opportunity_id": str(n), "title": f"Paint room {n}"} for n in range(1100))), now=world.now)
    rows = list(Opportunity.objects.filter(source="nyc-service").order_by("pk"))
    closed = content(*({"opportunity_id": str(n), "title": f"Paint room {n}", **OVER} for n in range(0, 1100, 10)))
    brought(closed, mapping_named("nyc-service"), now=world.now)
    return rows


OVER = {"start_date_date": "January 22 2026", "end_date_date": "January 22 2026"}


class TestRpde:
    def test_the_validator_of_openactive_finds_nothing(
        self, live_server: Any, settings: Any, client: Client, many: list[Opportunity]
    ) -> None:
        settings.PUBLIC_URL = live_server.url
        found = judged("rpde.mjs", f"{live_server.url}/feeds/rpde/opportunities")
        # Before it knows that a page is the last one it asks it for the long time of keeping that full pages have, and
        # afterwards for the short one, which ours has.
        known = {"missing_cache_control"}
        assert [one for one in found if one["severity"] != "suggestion" and one["type"] not in known] == []
        assert [self.items(client, one["url"]) for one in found if one["type"] in known] == [[]]

    def items(self, client: Client, url: str) -> Any:
        parts = urlsplit(url)
        return json.loads(client.get(f"{parts.path}?{parts.query}").content)["items"]

    def test_it_would_find_a_feed_that_stands_still(
        self, live_server: Any, settings: Any, many: list[Opportunity], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.PUBLIC_URL = live_server.url
        monkeypatch.setattr(rpde, "_address", lambda _mark: f"{live_server.url}/feeds/rpde/opportunities?x=1")
        found = judged("rpde.mjs", f"{live_server.url}/feeds/rpde/opportunities")
        assert {one["severity"] for one in found} & {"failure", "warning"}

    def test_tombstones_are_in_it(self, client: Client, many: list[Opportunity]) -> None:
        states: dict[str, int] = {}
        address = "/feeds/rpde/opportunities"
        while items := (page := json.loads(client.get(address).content))["items"]:
            for item in items:
                states[item["state"]] = states.get(item["state"], 0) + 1
            parts = urlsplit(page["next"])
            address = f"{parts.path}?{parts.query}"
        assert states == {"updated": 991, "deleted": 110}


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The context comes from the pinned file; nothing else is fetched."""
    told = json.loads((VDS / "context-v1.jsonld").read_text())

    def pinned(source: str, *_rest: Any, **_more: Any) -> tuple[Any, str]:
        assert source == "https://api.volunteeringdata.io/context/v1", source
        return told, source

    monkeypatch.setattr(jsonld_context, "source_to_json", pinned)


def graph_of(data: dict[str, Any]) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, in its parser
        return rdflib.Graph().parse(data=json.dumps(data), format="json-ld")


def ontology() -> rdflib.Graph:
    known = rdflib.Graph()
    for file in sorted(VDS.glob("*.ttl")):
        known.parse(file)
    return known


def undeclared(graph: rdflib.Graph, known: rdflib.Graph) -> set[str]:
    """Predicates, classes and concepts in the standard's namespace that its ontology does not declare."""
    declared = {str(subject) for subject in known.subjects()}
    used = {str(predicate) for predicate in graph.predicates()} | {
        str(thing) for thing in graph.objects(None, RDF.type)
    }
    used |= {str(thing) for thing in graph.objects() if isinstance(thing, rdflib.URIRef)}
    return {term for term in used if term.startswith(NAMESPACE) and term not in declared and term != NAMESPACE}


class TestVolunteeringDataStandard:
    def rich(self, client: Client, world: World) -> dict[str, Any]:
        published_opportunity(
            world,
            "Kitabxanada oxu saatı",
            causes=("EducationLanguages", "YouthAndChildren"),
            skills=("Communication",) if "Communication" in concepts("skill") else (),
            requirements=tuple(list(concepts("requirement"))[:2]),
            accessibility=tuple(list(concepts("accessibility"))[:2]),
        )
        items = json.loads(client.get("/feeds/rpde/opportunities").content)["items"]
        made: dict[str, Any] = items[-1]["data"]
        return made

    def test_no_term_is_undeclared(self, client: Client, world: World, offline: None) -> None:
        graph = graph_of(self.rich(client, world))
        assert len(graph) > 25
        assert undeclared(graph, ontology()) == set()

    def test_a_planted_term_would_be_found(self, client: Client, world: World, offline: None) -> None:
        data = self.rich(client, world) | {"shiftCode": "A7", "cause": [{"id": f"{NAMESPACE}Astrology"}]}
        assert undeclared(graph_of(data), ontology()) == {f"{NAMESPACE}shiftCode", f"{NAMESPACE}Astrology"}

    def test_codes_are_things_and_words_have_a_language(self, client: Client, world: World, offline: None) -> None:
        graph = graph_of(self.rich(client, world))
        ns = rdflib.Namespace(NAMESPACE)
        for name in ("cause", "requirement", "roleAccessibility", "organisation", "applyLink"):
            assert all(isinstance(thing, rdflib.URIRef) for thing in graph.objects(None, ns[name])), name
        titles = {(str(title), title.language) for title in graph.objects(None, ns.title)}  # type: ignore[attr-defined]
        assert ("Kitabxanada oxu saatı", "az") in titles


class TestStructuredData:
    def pages(self, client: Client, world: World) -> Iterator[dict[str, Any]]:
        """What stands on the pages of a job, of a job from home and of an event."""
        hours = {"weekly_hours_max": 4}
        none = {"starts_at": None, "ends_at": None}
        for title, changes in (
            ("Hər həftə oxu saatı", {"kind": Kind.ONGOING, "wordings": words("Hər həftə oxu saatı"), **hours, **none}),
            ("Tərcümə", {"kind": Kind.MICRO, "where": Where.REMOTE, "wordings": words("Tərcümə"), **MICRO}),
            ("Sahil", {}),
        ):
            yield self.page(client, published_opportunity(world, title, **changes))

    def page(self, client: Client, row: Opportunity) -> dict[str, Any]:
        html = client.get(f"/az/opportunities/{row.pk}/{row.slug}/").content.decode()
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        made: dict[str, Any] = json.loads(block)
        return made

    def test_the_validator_of_adobe_finds_no_error(self, client: Client, world: World) -> None:
        things = list(self.pages(client, world))
        assert [thing["@type"] for thing in things] == ["JobPosting", "JobPosting", "Event"]
        issues = judged("structured.mjs", given=json.dumps(things))
        assert [issue for issue in issues if issue["severity"] == "ERROR"] == []

    def test_it_would_find_a_missing_title(self, client: Client, world: World) -> None:
        (job, *_others) = self.pages(client, world)
        del job["title"], job["hiringOrganization"]
        issues = judged("structured.mjs", given=json.dumps([job]))
        assert len([issue for issue in issues if issue["severity"] == "ERROR"]) == 2


class TestCalendar:
    def read(self, client: Client, row: Opportunity) -> dict[str, Any]:
        answer = client.get(f"/az/opportunities/{row.pk}/calendar.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        (event,) = judged("calendar.mjs", given=answer.content.decode())
        made: dict[str, Any] = event
        return made

    def test_ical_js_reads_the_right_instants(self, client: Client, world: World) -> None:
        row = world.made["opportunity"]
        event = self.read(client, row)
        assert row.starts_at is not None
        assert event["start"] == row.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        assert event["end"] == row.ends_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        assert event["summary"] == "Sahil təmizliyi"
        assert "Dənizkənarı bulvar" in event["location"]

    def test_whole_days_stay_days(self, client: Client, world: World) -> None:
        midnight = datetime(2027, 5, 1, 20, 0, tzinfo=UTC)
        days = {"all_day": True, "starts_at": midnight, "ends_at": midnight + timedelta(days=2)}
        event = self.read(client, published_opportunity(world, "Düşərgə; iki gün, birgə", **days))
        assert (event["day"], event["start"], event["end"]) == (True, "2027-05-02", "2027-05-04")
        assert event["summary"] == "Düşərgə; iki gün, birgə"


def words(title: str) -> dict[str, Any]:
    from konullu.opportunities.rules.details import Words

    return {"az": Words(title=title, summary="Uşaqlarla oxuyuruq.", text="Birgə oxuyuruq.", schedule="Şənbə 10:00")}


def concepts(scheme: str) -> dict[str, Any]:
    from konullu.opportunities.rules.taxonomy import concepts as known

    return known(scheme)


MICRO = {
    "starts_at": None,
    "ends_at": None,
    "region_code": "",
    "address": "",
    "apply_until": datetime(2027, 5, 1, 20, 0, tzinfo=UTC),
}
assert Path(JUDGES).is_dir()
