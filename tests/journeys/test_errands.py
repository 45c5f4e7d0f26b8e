"""Whole errands of people, from the first page to the last letter, in real Chromium against a whole installation."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import DESK, Reader, reader, virtual_key
from tests.journeys.errands import add_passkey, code_in, link_in, new_number, pdf, sign_up, sign_up_here, write_code
from tests.journeys.instance import Instance

pytestmark = pytest.mark.proof

YEAR = datetime.now(UTC).year
LATER = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "konullu.settings"
django.setup()
from datetime import timedelta
from konullu.accounts.operations import erasure
from konullu.accounts.queries.erasure import due_erasure_ids
from konullu.platform import clock
from konullu.platform.models import RateLimit
later = clock.now() + timedelta(days=8)
RateLimit.objects.all().delete()  # after a week nobody has to wait for another code
print([erasure.carry_out(erasure_id=each, now=later) for each in due_erasure_ids(later)])
"""


def test_a_newcomer_signs_up_with_a_phone_code(site: Instance, browser: Browser) -> None:
    with reader(browser, site) as here:
        here.go("/az/")
        sign_up(here, "Lalə Məmmədova", YEAR - 22)
        here.page.wait_for_url("**/az/me/")
        assert here.page.locator("h1").inner_text() == "Lalə Məmmədova"
        here.picture("errand-newcomer")


def test_a_wrong_code_is_a_clear_sentence_and_nothing_is_lost(site: Instance, browser: Browser) -> None:
    with reader(browser, site) as here:
        typed, number = new_number()
        before = site.letters(number)
        here.go("/az/sign-up/").write("Ad və soyad", "Orxan Əliyev").write("Doğum ili", str(YEAR - 30))
        here.write("Telefon nömrəsi", typed).press("Kodu göndər")
        right = code_in(site.letter(number, after=before))
        wrong = "111111" if right != "111111" else "222222"
        here.write("6 rəqəmli kod", wrong).press("Davam edirəm")
        expect(here.page.get_by_role("alert").first).to_be_visible()
        assert here.page.title().startswith("Xəta:")
        here.write("6 rəqəmli kod", right).press("Davam edirəm")
        here.page.wait_for_url("**/az/me/")


def test_somebody_adds_a_passkey_and_comes_back_with_it(site: Instance, browser: Browser) -> None:
    with reader(browser, site) as here:
        virtual_key(here.page)
        sign_up(here, "Elçin Rzayev", YEAR - 31)
        add_passkey(here)
        assert here.go("/az/me/security/passkeys/").sees("Telefonum")
        here.page.context.clear_cookies()
        # The browser offers the passkey by itself; the key of this test says yes.
        here.go("/az/sign-in/").page.wait_for_url("**/az/me/**")
        assert here.go("/az/me/").page.locator("h1").inner_text() == "Elçin Rzayev"


def test_a_parent_accepts_guardianship(site: Instance, browser: Browser) -> None:
    typed, number = new_number()
    with reader(browser, site) as child:
        sign_up(child, "Aytən Quliyeva", YEAR - 16)
        before = site.letters(number)
        child.go("/az/me/guardians/invitations/")
        child.page.get_by_label("Ana", exact=True).check()
        child.write("Onun telefonu və ya e-poçtu", typed).press("Dəvəti göndərirəm")
        child.page.wait_for_url("**/me/guardians/")
        link = link_in(site.letter(number, after=before))
        with reader(browser, site) as parent:
            parent.go(link)
            parent.picture("errand-guardian-asked")
            become_guardian(parent, typed, number)
            parent.picture("errand-guardian")
        assert child.go("/az/me/guardians/").sees("Sevda Quliyeva")


def become_guardian(parent: Reader, typed: str, number: str) -> None:
    """Opens an account on the way and comes back to the question."""
    parent.press("Hesab aç")
    sign_up_here(parent, "Sevda Quliyeva", YEAR - 43, typed, number)
    parent.page.wait_for_url("**/guardian-invitations/**")
    parent.page.locator("main [name=relation][value=mother]").check()
    parent.page.locator("main [name=stated]").check()
    parent.press("Qanuni nümayəndə oluram")
    parent.page.wait_for_url(lambda url: "/guardian-invitations/" not in url)
    assert parent.sees("Aytən")


def test_an_organisation_is_registered_returned_and_accredited(
    site: Instance, browser: Browser, tmp_path: Path
) -> None:
    with reader(browser, site, size=DESK) as owner:
        virtual_key(owner.page)
        number = sign_up(owner, "Nərmin Hüseynova", YEAR - 38)
        add_passkey(owner)
        office = register(owner, tmp_path)
        invite_a_colleague(owner, office, browser, site)
        send(owner, office)
        case = return_with_reasons(browser, site, "Təmiz Sahil")
        assert owner.go(office).sees("Nizamnamə oxunmur, yenidən göndərin.")
        before = site.letters(number)
        send(owner, office)
        accredit(browser, site, case)
        site.letter(number, after=before)
        owner.go(office)
        owner.picture("errand-organisation")
        with reader(browser, site) as anybody:
            assert anybody.go("/az/organisations/").sees("Təmiz Sahil")


def register(owner: Reader, folder: Path) -> str:
    """All five steps; answers the address of the overview."""
    owner.go("/az/office/new/").write("Təşkilatın adı", "Təmiz Sahil")
    owner.page.get_by_label("Qeydiyyatsız könüllülər qrupu").check()
    owner.press("Saxlayıb davam edirəm")
    owner.page.wait_for_url(lambda url: "/new/" not in url)
    office = "/".join(owner.page.url.split("/")[:6]) + "/"
    owner.go(office + "work/")
    owner.page.locator("main textarea").first.fill("Hər şənbə sahili təmizləyirik.")
    owner.page.locator("main input[type=checkbox][name=directions]").first.check()
    owner.press("Saxla")
    owner.go(office + "contact/")
    owner.page.locator("main input[name=email]").fill("salam@temizsahil.example")
    owner.page.locator("main input[name=address]").fill("Bakı, Sahil küçəsi 5")
    owner.page.locator("main [name=district_codes][value=AZ-BA]").check()
    owner.press("Saxla")
    owner.go(office + "documents/")
    owner.page.locator("main input[type=file]").set_input_files(pdf(folder, "beyanat.pdf"))
    if owner.page.locator("main [name=kind][value=group_statement]").count():
        owner.page.locator("main [name=kind][value=group_statement]").check()
    owner.press("əlavə edirəm")
    return office


def invite_a_colleague(owner: Reader, office: str, browser: Browser, site: Instance) -> None:
    typed, number = new_number()
    before = site.letters(number)
    owner.go(office + "team/invitations/")
    owner.page.locator("main input[name=contact]").fill(typed)
    owner.page.locator("main [name=role][value=coordinator]").check()
    owner.press("Dəvət")
    link = link_in(site.letter(number, after=before))
    with reader(browser, site) as colleague:
        colleague.go(link).press("Hesab aç")
        sign_up_here(colleague, "Kamran Vəliyev", YEAR - 29, typed, number)
        colleague.page.wait_for_url("**/office/invitations/**")
        colleague.press("Komandaya qoşuluram")
        colleague.page.wait_for_url(lambda url: "/invitations/" not in url)
    assert owner.go(office + "team/").sees("Kamran Vəliyev")


def send(owner: Reader, office: str) -> None:
    owner.go(office).press("göndərirəm")
    owner.page.wait_for_load_state()
    assert owner.sees("İttifaq")


def return_with_reasons(browser: Browser, site: Instance, name: str) -> str:
    with reader(browser, site, role="union", size=DESK) as union:
        union.go("/az/registry/").press(name)
        case = union.page.url
        union.go(case + "return/")
        union.page.locator("main [name=reasons][value=document_unreadable]").check()
        union.page.locator("main textarea").fill("Nizamnamə oxunmur, yenidən göndərin.")
        union.page.locator("main form button").last.click()
        union.page.wait_for_url(lambda url: not url.endswith("/return/"))
        return case


def accredit(browser: Browser, site: Instance, case: str) -> None:
    with reader(browser, site, role="union", size=DESK) as union:
        union.go(case + "accreditation/")
        union.page.locator("main form button").last.click()
        union.page.wait_for_url(lambda url: not url.endswith("/accreditation/"))


def test_a_person_takes_their_data_along_and_has_them_erased(site: Instance, browser: Browser, tmp_path: Path) -> None:
    with reader(browser, site) as here:
        number = sign_up(here, "Rüfət Səlimov", YEAR - 27)
        data = take_everything(here, tmp_path)
        assert number in data
        assert "Rüfət Səlimov" in data
        here.go("/az/me/data/erasure/").press("Hesabı 7 gündən sonra silirəm")
        here.page.wait_for_url("**/me/data/")
        said = site.run("-c", LATER)
        # Whoever else has been waiting in this shared instance goes on the same night.
        assert "True" in said, said
        assert "False" not in said, said
        assert "/sign-in/" in here.go("/az/me/").page.url
    with reader(browser, site) as again:
        before = site.letters(number)
        again.go("/az/sign-in/").write("Telefon nömrəsi", number).press("Kodu göndər")
        write_code(again, site.letter(number, after=before))
        assert not again.page.url.endswith("/az/me/")
        assert not again.sees("Rüfət")


def take_everything(here: Reader, folder: Path) -> str:
    """Asks for the copy, waits for the worker, reads the zip: a page for people, JSON for programs."""
    here.go("/az/me/data/").press("Surət istəyirəm")
    link = here.page.locator("main a[href*='/data/exports/']")
    for _ in range(40):
        here.go("/az/me/data/")
        if link.count():
            break
        here.page.wait_for_timeout(250)
    with here.page.expect_download() as waiting:
        link.first.click()
    path = folder / "everything.zip"
    waiting.value.save_as(path)
    with zipfile.ZipFile(path) as everything:
        text = everything.read("data.json").decode()
        jsonschema.validate(json.loads(text), json.loads(everything.read("data.schema.json")))
        assert "Rüfət Səlimov" in everything.read("index.html").decode()
        return text
