"""The way from "register an organisation" to "sent to the Union", page by page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from konullu.organisations.models import Organisation
from konullu.organisations.operations import registration
from tests.people import PDF, World


@pytest.fixture
def aygun(client: Client, world: World) -> Client:
    client.force_login(world.aygun)
    return client


@pytest.fixture
def draft(world: World) -> Organisation:
    return registration.begin_registration(person=world.aygun, name="Sağlam Nəsil", legal_form="ngo", now=world.now)


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_whoever_is_in_no_team_learns_how_to_begin(aygun: Client, world: World) -> None:
    page = text_of(aygun.get(world.url("office:home")))
    assert "Hələ heç bir komandada deyilsiniz" in page
    assert world.url("office:new") in page


def test_one_organisation_is_opened_at_once_and_several_are_listed(
    aygun: Client, world: World, draft: Organisation
) -> None:
    overview = world.url("office:overview", organisation_id=draft.pk)
    assert aygun.get(world.url("office:home")).headers["Location"] == overview
    registration.begin_registration(person=world.aygun, name="Ağ Göyərçin", legal_form="group", now=world.now)
    page = text_of(aygun.get(world.url("office:home")))
    assert page.index("Ağ Göyərçin") < page.index("Sağlam Nəsil")


def test_registering_leads_through_the_steps_to_the_union(aygun: Client, world: World) -> None:
    answer = aygun.post(world.url("office:new"), {"name": "Sağlam Nəsil", "legal_form": "ngo"})
    organisation = Organisation.objects.get(name="Sağlam Nəsil")
    here = {"organisation_id": organisation.pk}
    assert answer.headers["Location"] == world.url("office:about", **here)
    about = {
        "name": "Sağlam Nəsil",
        "tax_number": "140 155 5071",
        "registration_number": "0601-Q12",
        "founded_date_day": "1",
        "founded_date_month": "3",
        "founded_date_year": "2019",
    }
    assert aygun.post(world.url("office:about", **here), about).headers["Location"] == world.url("office:work", **here)
    work = {"description": "Qaçış keçiririk.", "directions": ["3.0.6", "3.0.8"]}
    assert aygun.post(world.url("office:work", **here), work).headers["Location"] == world.url("office:contact", **here)
    contact = {"phone": "12 345 67 89", "address": "Şəki", "district_codes": ["AZ-SAK"]}
    answer = aygun.post(world.url("office:contact", **here), contact)
    assert answer.headers["Location"] == world.url("office:documents", **here)
    for kind in ("charter", "register_extract"):
        paper = {"kind": kind, "file": SimpleUploadedFile("nizamname.pdf", PDF)}
        answer = aygun.post(world.url("office:documents", **here), paper)
        assert answer.headers["Location"] == world.url("office:documents", **here)
    assert "Hər şey yerindədir" in text_of(aygun.get(world.url("office:overview", **here)))
    aygun.post(world.url("office:submission", **here))
    page = text_of(aygun.get(world.url("office:overview", **here)))
    assert "İttifaq sənədlərə baxır" in page
    organisation.refresh_from_db()
    assert (organisation.state, organisation.phone, organisation.tax_number) == (
        "submitted",
        "+994123456789",
        "1401555071",
    )


def test_a_step_can_be_saved_and_left(aygun: Client, world: World, draft: Organisation) -> None:
    url = world.url("office:work", organisation_id=draft.pk)
    answer = aygun.post(url, {"description": "Yarımçıq", "leave": "1"})
    assert answer.headers["Location"] == world.url("office:overview", organisation_id=draft.pk)
    assert "Yarımçıq" in text_of(aygun.get(url))


def test_sending_too_early_names_all_that_is_missing(aygun: Client, world: World, draft: Organisation) -> None:
    page = text_of(aygun.post(world.url("office:submission", organisation_id=draft.pk)))
    assert "Sənədlər göndərilmədi" in page
    assert page.count("Çatışmır: ") == 10
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_company_is_told_what_it_can_be_and_keeps_what_it_typed(aygun: Client, world: World) -> None:
    page = text_of(aygun.post(world.url("office:new"), {"name": "Xəzər MMC", "legal_form": "company"}))
    assert "828‑IIIQ" in page
    assert re.search(r'name="name" value="Xəzər MMC"', page)
    answer = aygun.post(world.url("office:new_partner"), {"name": "Xəzər MMC"})
    partner = Organisation.objects.get(name="Xəzər MMC")
    assert answer.headers["Location"] == world.url("office:overview", organisation_id=partner.pk)
    assert "Siz tərəfdaşsınız" in text_of(aygun.get(answer.headers["Location"]))


def test_a_minor_is_told_why_not(client: Client, world: World) -> None:
    client.force_login(world.fidan)
    page = text_of(client.post(world.url("office:new"), {"name": "Qrup", "legal_form": "group"}))
    assert "18 yaşı tamam olmayanlar" in page


def test_a_group_is_asked_for_no_numbers(aygun: Client, world: World) -> None:
    group = registration.begin_registration(person=world.aygun, name="Qonşular", legal_form="group", now=world.now)
    page = text_of(aygun.get(world.url("office:about", organisation_id=group.pk)))
    assert 'name="tax_number"' not in page
    assert 'name="founded_date_day"' not in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Təşkilatın adını yazın."),
        ("a" * 10_000_000, "160"),
        ("Ad\x00", ""),
        ("Ad\u202etərs", ""),
        ("A\u200bd", ""),
    ],
)
def test_a_bad_name_gets_a_sentence_and_nothing_is_made(aygun: Client, world: World, name: str, sentence: str) -> None:
    before = Organisation.objects.count()
    answer = aygun.post(world.url("office:new"), {"name": name, "legal_form": "ngo"})
    if answer.status_code == 400:  # Django itself takes no form of ten megabytes
        assert len(name) > 2_000_000
    else:
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == ["name"]
        assert 'aria-invalid="true"' in text_of(answer)
        assert sentence in text_of(answer)
    assert Organisation.objects.count() == before


def founded(day: str, month: str, year: str) -> dict[str, str]:
    return {"name": "A", "founded_date_day": day, "founded_date_month": month, "founded_date_year": year}


@pytest.mark.parametrize(
    ("step", "data", "field"),
    [
        ("about", {"name": "A", "tax_number": "123"}, "tax_number"),
        ("about", {"name": "A", "registration_number": "<b>"}, "registration_number"),
        ("about", founded("1", "1", "2999"), "founded_date"),
        ("about", founded("31", "2", "2019"), "founded_date"),
        ("work", {"description": "x" * 2001}, "description"),
        ("work", {"directions": ["9.9.9"]}, "directions"),
        ("contact", {"email": "info@"}, "email"),
        ("contact", {"phone": "12"}, "phone"),
        ("contact", {"website": "javascript:alert(1)"}, "website"),
        ("contact", {"district_codes": ["XX-1"]}, "district_codes"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_what_was_typed_stays(
    aygun: Client, world: World, draft: Organisation, step: str, data: dict[str, str], field: str
) -> None:
    answer = aygun.post(world.url(f"office:{step}", organisation_id=draft.pk), data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "error-summary" in text_of(answer)
    typed = next(value for name, value in data.items() if name.startswith(field))
    if isinstance(typed, str) and len(typed) < 100 and "<" not in typed:
        assert typed in text_of(answer)
    draft.refresh_from_db()
    assert draft.name == "Sağlam Nəsil"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nizamname.pdf", b"MZ" + b"\0" * 500, "PDF, JPEG, PNG"),
        ("nizamname.exe", PDF, ""),
        ("nizamname.pdf", b"", ""),
    ],
)
def test_an_upload_that_lies_is_refused_with_a_sentence(
    aygun: Client, world: World, draft: Organisation, name: str, content: bytes, sentence: str
) -> None:
    answer = aygun.post(
        world.url("office:documents", organisation_id=draft.pk),
        {"kind": "charter", "file": SimpleUploadedFile(name, content)},
    )
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]
    assert sentence in text_of(answer)
    assert not draft.documents.exists()


def test_a_paper_comes_as_a_download_that_no_browser_runs(client: Client, world: World) -> None:
    client.force_login(world.nigar)
    answer = client.get(
        world.url("office:document", organisation_id=world.organisation.pk, document_id=world.made["paper"].pk)
    )
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_paper_of_another_organisation_is_not_found_under_one_s_own(client: Client, world: World) -> None:
    client.force_login(world.nigar)
    url = world.url("office:document", organisation_id=world.organisation.pk, document_id=world.made["other_paper"].pk)
    assert client.get(url).status_code == 404


def test_a_paper_is_removed_and_named_as_missing(aygun: Client, world: World, draft: Organisation) -> None:
    here = world.url("office:documents", organisation_id=draft.pk)
    aygun.post(here, {"kind": "charter", "file": SimpleUploadedFile("n.pdf", PDF)})
    paper = draft.documents.get()
    aygun.post(world.url("office:document_removal", organisation_id=draft.pk, document_id=paper.pk))
    assert not draft.documents.exists()
    assert "Hələ lazımdır: Nizamnamə" in text_of(aygun.get(here))


def test_papers_with_the_union_can_be_taken_back(client: Client, world: World) -> None:
    client.force_login(world.rasim)
    here = {"organisation_id": world.other.pk}
    assert "Sənədlər İttifaqdadır" in text_of(client.get(world.url("office:about", **here)))
    client.post(world.url("office:submission_withdrawal", **here))
    world.other.refresh_from_db()
    assert world.other.state == "draft"


@pytest.mark.parametrize("papers", [1, 3])
def test_the_papers_page_asks_the_same_number_of_questions(
    aygun: Client, world: World, draft: Organisation, papers: int, django_assert_num_queries: object
) -> None:
    url = world.url("office:documents", organisation_id=draft.pk)
    for _number in range(papers):
        aygun.post(url, {"kind": "other", "file": SimpleUploadedFile("n.pdf", PDF)})
    with django_assert_num_queries(PAPERS_QUERIES):  # type: ignore[operator]
        aygun.get(url)


PAPERS_QUERIES = 9
