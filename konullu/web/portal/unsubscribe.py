"""The link at the end of a letter: one kind of letters, by one way, no more. Works without signing in (RFC 8058)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from konullu.messaging.channels import channel_named
from konullu.messaging.kinds import BY_CODE
from konullu.messaging.operations import notices
from konullu.messaging.parcels import read_unsubscribe


# Mail programs send the POST themselves, without a cookie; the signed token in the address is the proof.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    read = read_unsubscribe(token)
    if read is None:
        raise Http404
    person_id, kind_code, channel_name = read
    kind, channel = BY_CODE.get(kind_code), channel_named(channel_name)
    if kind is None or channel is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done and not notices.unsubscribe(
        person_id=UUID(person_id), kind=kind_code, channel=channel_name, now=request.now
    ):
        raise Http404
    return render(request, "portal/unsubscribe.html", {"kind": kind, "channel": channel, "is_done": is_done})
