from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import RequestFactory

from konullu.platform import idempotency
from konullu.platform.models import IdempotencyKey
from konullu.web.ui.once import once

pytestmark = pytest.mark.django_db


class Somebody:
    is_authenticated = True

    def __init__(self, pk):
        self.pk = pk


def post(view, once_key="key-of-this-page", user=None, path="/team/invitations/", **fields):
    request = RequestFactory().post(path, {"_once": once_key, **fields} if once_key else fields)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    return view(request)


@pytest.fixture
def act():
    """A view that counts what it did."""
    done = []

    @once
    def view(request):
        if request.POST.get("name") == "wrong":
            return HttpResponse("the form again", status=422)
        if request.POST.get("name") == "broken":
            raise ZeroDivisionError
        done.append(request.POST.get("name"))
        return HttpResponseRedirect(f"/done/{len(done)}/")

    view.done = done
    return view


def test_a_second_click_gets_the_first_ones_answer(act):
    answers = [post(act, name="a") for _ in range(3)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, "/done/1/")] * 3
    assert act.done == ["a"]


def test_going_back_and_changing_the_form_is_a_new_act(act):
    assert post(act, name="a")["Location"] != post(act, name="b")["Location"]
    assert act.done == ["a", "b"]


def test_the_same_form_rendered_anew_is_a_new_act(act):
    post(act, name="a", once_key="one")
    post(act, name="a", once_key="two")
    assert act.done == ["a", "a"]


def test_another_person_never_gets_this_persons_answer(act):
    post(act, name="a", user=Somebody(1))
    assert post(act, name="a", user=Somebody(2))["Location"] == "/done/2/"


def test_the_same_key_on_another_address_is_another_act(act):
    post(act, name="a")
    assert post(act, name="a", path="/other/")["Location"] == "/done/2/"


def test_what_was_not_done_may_be_sent_again(act):
    assert post(act, name="wrong").status_code == 422
    with pytest.raises(ZeroDivisionError):
        post(act, name="broken")
    assert not IdempotencyKey.objects.exists()


def test_without_the_field_it_acts_each_time(act):
    post(act, once_key="", name="a")
    post(act, once_key="", name="a")
    assert act.done == ["a", "a"]


def test_a_new_csrf_token_does_not_make_it_a_new_act(act):
    post(act, name="a", csrfmiddlewaretoken="one")
    assert post(act, name="a", csrfmiddlewaretoken="two")["Location"] == "/done/1/"


def test_another_file_under_the_same_name_is_a_new_act(act):
    def paper(content):
        return SimpleUploadedFile("paper.pdf", content)

    post(act, name="a", paper=paper(b"1"))
    assert post(act, name="a", paper=paper(b"1"))["Location"] == "/done/1/"
    assert post(act, name="a", paper=paper(b"2"))["Location"] == "/done/2/"


def test_the_view_still_reads_the_whole_file():
    read = []

    @once
    def view(request):
        read.append(request.FILES["paper"].read())
        return HttpResponseRedirect("/")

    post(view, paper=SimpleUploadedFile("paper.pdf", b"x" * 100_000))
    assert read == [b"x" * 100_000]


def test_a_redirect_for_htmx_is_remembered_too():
    @once
    def view(request):
        return HttpResponse(status=204, headers={"HX-Redirect": "/done/"})

    first, second = post(view), post(view)
    assert (second.status_code, second["HX-Redirect"]) == (first.status_code, first["HX-Redirect"]) == (204, "/done/")


def test_hostile_keys_and_fields_do_no_harm(act):
    for key in ("\x00", "ə" * 10_000, "'; DROP TABLE x; --"):
        assert post(act, once_key=key, name="a\x00").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_second_click_while_the_first_is_running_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(idempotency, "_PAUSE", 0.01)
    inside, go_on = Event(), Event()
    done = []

    @once
    def slow(request):
        inside.set()
        go_on.wait(timeout=30)
        done.append(1)
        return HttpResponseRedirect("/done/")

    def first_click():
        try:
            return post(slow)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(first_click)
        inside.wait(timeout=30)
        second = post(slow)
        go_on.set()
        assert first.result()["Location"] == "/done/"
    assert second.status_code == 409
    assert "still being worked on" in second.content.decode() or "hələ" in second.content.decode()
    assert post(slow)["Location"] == "/done/"
    assert done == [1]


def test_the_tag_writes_a_new_key_for_each_page():
    pages = {Template("{% once %}").render(Context()) for _ in range(3)}
    assert len(pages) == 3
    assert all('type="hidden"' in page and 'name="_once"' in page for page in pages)
