"""What goes wrong becomes a page that says what happened and what to do; nothing leaks, nothing needs a database."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_safe

from konullu import urls
from konullu.platform.errors import NotVisible, Refusal, Refused

SECRET = "the-password-of-the-database"
RAISED = {
    "not-found": Http404("secret"),
    "not-visible": NotVisible("secret"),
    "denied": PermissionDenied("secret"),
    "suspicious": SuspiciousOperation("secret"),
    "refused": Refused(
        Refusal(code="a.b", text="Bu təşkilat bağlıdır.", next_step="Başqasını seçin.", next_url_name="portal:home")
    ),
    "down": OperationalError(SECRET),
    "lost": InterfaceError(SECRET),
    "broken": RuntimeError(SECRET),
}


@require_safe
def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise RAISED[how]


@csrf_protect
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


class Urls:
    """The product's addresses, and two that fail."""

    urlpatterns = [path("az/fail/<str:how>/", fail), path("az/guarded/", guarded), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.fixture
def reader(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def asked(reader: Client, how: str, **headers: str) -> HttpResponse:
    with override_settings(ROOT_URLCONF=Urls):
        return reader.get(f"/az/fail/{how}/", headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("how", "status", "heading"),
    [
        ("not-found", 404, "Belə səhifə yoxdur"),
        ("not-visible", 404, "Belə səhifə yoxdur"),
        ("denied", 403, "Bu səhifə başqaları üçündür"),
        ("suspicious", 400, "Brauzerin göndərdiyini oxuya bilmədik"),
        ("refused", 409, "Bunu indi etmək olmur"),
        ("down", 503, "Sayt bir anlıq dayanıb"),
        ("lost", 503, "Sayt bir anlıq dayanıb"),
        ("broken", 500, "Bizdə nəsə sındı"),
    ],
)
def test_error_is_a_page_in_the_readers_language(reader: Client, how: str, status: int, heading: str) -> None:
    answer = asked(reader, how)
    text = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in text
    assert '<html lang="az"' in text
    assert "secret" not in text
    assert SECRET not in text


@pytest.mark.django_db
def test_hidden_and_missing_look_the_same(reader: Client) -> None:
    """An outsider does not learn from the page whether the thing exists."""
    hidden, missing = asked(reader, "not-visible").content.decode(), asked(reader, "not-found").content.decode()
    assert hidden.replace("not-visible", "X") == missing.replace("not-found", "X")


@pytest.mark.django_db
def test_refusal_that_nobody_caught_gives_reason_and_next_step(reader: Client) -> None:
    text = asked(reader, "refused").content.decode()
    assert "Bu təşkilat bağlıdır." in text
    assert '<a href="/az/">Başqasını seçin.</a>' in text


def test_500_and_503_need_no_database_no_session_and_no_account(reader: Client) -> None:
    """No database mark: the test fails if the page touches it."""
    for how, status in (("broken", 500), ("down", 503)):
        answer = asked(reader, how)
        assert answer.status_code == status
        assert answer["X-Request-ID"] in answer.content.decode()


def test_503_says_when_to_try_again(reader: Client) -> None:
    assert asked(reader, "down")["Retry-After"] == "30"


def test_database_that_fails_outside_the_view_is_a_503_too(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session's middleware stands outside ours: Django's own handler answers then."""

    def down(*_arguments: object) -> None:
        raise OperationalError(SECRET)

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", down)
    answer = reader.get("/az/privacy/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert SECRET not in answer.content.decode()


def test_broken_page_keeps_the_look_that_was_chosen(reader: Client) -> None:
    reader.cookies["konullu_theme"] = "dark"
    assert 'data-theme="dark"' in asked(reader, "broken").content.decode()


@pytest.mark.django_db
def test_form_without_its_key_is_told_that_it_is_old() -> None:
    reader = Client(enforce_csrf_checks=True)
    with override_settings(ROOT_URLCONF=Urls):
        answer = reader.post("/az/guarded/")
    assert answer.status_code == 403
    assert "<h1>Forma köhnəlib</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_unknown_address_offers_the_other_languages_home(client: Client) -> None:
    text = client.get("/az/no-such-page/").content.decode()
    assert 'href="/ru/" hreflang="ru"' in text


@pytest.mark.django_db
def test_address_of_an_act_opened_as_a_page_says_so_and_what_to_do(client: Client) -> None:
    answer = client.get("/az/sign-out/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>Bu ünvan səhifə deyil</h1>" in answer.content.decode()


def test_machine_that_uses_the_wrong_method_gets_no_page(client: Client) -> None:
    answer = client.put("/az/sign-out/")
    assert (answer.status_code, answer.content) == (405, b"")
    assert client.get("/theme/").content == b""
