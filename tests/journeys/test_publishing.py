"""An opportunity on its way to the public: written on a phone, returned, mended, published; and a table of many."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import DESK, Reader, reader
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

DAY = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
TITLE = "Şəkidə palıd əkirik"


def write(here: Reader, **fields: str) -> None:
    for name, text in fields.items():
        here.page.locator(f"[name={name}]").fill(text)


def write_and_send(here: Reader, organisation_id: str) -> str:
    """The three pages, as a coordinator fills them in; returns the id."""
    here.go(f"/az/office/{organisation_id}/opportunities/").press("Yeni imkan")
    here.page.locator("[name=kind][value=one_time]").check()
    write(here, title=TITLE)
    here.press("Davam edirəm")
    write(here, summary="Yamacda palıd əkirik.", text="Çala qazır, ting əkir, suvarırıq.")
    write(here, start_date=DAY, start_time="14:00", end_time="10:00", address="Kiş meşəliyi", places="40")
    here.press("Saxlayıb davam edirəm")
    assert here.sees("Başlamazdan əvvəl bitir")
    assert here.page.locator("[name=text]").input_value() == "Çala qazır, ting əkir, suvarırıq."
    write(here, end_time="18:00")
    here.press("Saxlayıb davam edirəm").press("İttifaqa göndərirəm")
    assert here.page.locator("[data-error-summary]").count() == 1
    for sentence in here.page.locator("[name=declarations]").all():
        sentence.check()
    here.press("İttifaqa göndərirəm")
    here.page.wait_for_url(re.compile(r"/office/opportunities/[0-9a-f-]{36}/$"))
    return here.page.url.rstrip("/").rpartition("/")[2]


def test_publish_return_publish(site: Instance, browser: Browser) -> None:
    before = site.letters("nigar@people.example")
    with reader(browser, site, role="coordinator", javascript=False) as team:
        opportunity_id = write_and_send(team, site.facts["ids"]["organisation_id"])
        with reader(browser, site, role="union", size=DESK) as union:
            union.go("/az/registry/opportunities/").press(TITLE)
            assert union.axe() == []
            union.page.locator("a[href$='/return/']").click()
            union.page.locator("[name=reasons][value=place_or_time_unclear]").check()
            union.page.locator("[name=text]").fill("Görüş yerini dəqiq yazın.")
            union.page.locator("form.form button").click()
            union.page.wait_for_url("**/registry/opportunities/")
        assert "Görüş yerini dəqiq yazın." in site.letter("nigar@people.example", after=before)
        team.go(f"/az/office/opportunities/{opportunity_id}/")
        assert team.sees("Görüş yerini dəqiq yazın.")
        team.page.locator(".banner--bad a").first.click()
        write(team, address="Kiş kəndinin girişindəki körpü")
        team.press("Saxla")
        team.go(f"/az/office/opportunities/{opportunity_id}/publication/")
        for sentence in team.page.locator("[name=declarations]").all():
            sentence.check()
        team.press("İttifaqa göndərirəm")
    with reader(browser, site, role="union") as union:
        union.go(f"/az/registry/opportunities/{opportunity_id}/")
        union.page.locator("form[action$='/acceptance/'] button").click()
        union.page.wait_for_url("**/registry/opportunities/")
    with reader(browser, site) as anybody:
        anybody.go(f"/az/opportunities/{opportunity_id}/")
        assert anybody.sees("Kiş kəndinin girişindəki körpü")


def test_what_was_typed_comes_back_after_a_broken_line(site: Instance, browser: Browser) -> None:
    with reader(browser, site, role="coordinator") as team:
        here = f"/az/office/{site.facts['ids']['organisation_id']}/opportunities/new/"
        team.go(here).page.locator("[name=title]").fill("Yarımçıq qalan ad")
        team.go("/az/").go(here).press("Qaytarıram")
        assert team.page.locator("[name=title]").input_value() == "Yarımçıq qalan ad"


def test_a_table_with_bad_rows_is_seen_before_it_is_taken(site: Instance, browser: Browser) -> None:
    rows = "Ad,Yer sayı,İlk gün\nKitab oxusu,12,2027-03-01\n,5,2027-03-02\nŞahmat dərsi,çox,2027-03-03\n"
    with reader(browser, site, role="coordinator") as team:
        team.go(f"/az/office/{site.facts['ids']['organisation_id']}/opportunities/import/")
        team.page.locator("[name=file]").set_input_files(
            {"name": "cedvel.csv", "mimeType": "text/csv", "buffer": rows.encode()}
        )
        team.press("Cədvəli gətirirəm")
        team.page.locator("[name=column_title]").select_option("Ad")
        team.page.locator("[name=column_places]").select_option("Yer sayı")
        team.press("Nə olacağına baxıram")
        assert team.sees("Götürülməyən sətirlər")
        assert team.axe() == []
        team.page.locator("button[name=take]").click()
        team.page.wait_for_url("**/opportunities/")
        assert team.sees("Kitab oxusu")
