"""/ui/<language>/letters/: every letter of the house in all languages, as a message, an e-mail and an SMS."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import override
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from konullu.messaging.kinds import BY_CODE
from konullu.messaging.previews import preview
from konullu.messaging.registry import UnknownLetter, letter, letters
from konullu.platform.letters import Letter
from konullu.web.ui.mail_page import mail_page

_WITH_A_FRAME = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}


@require_safe
def all_letters(request: HttpRequest, language: str) -> HttpResponse:
    _check(language)
    with override(language):
        rows = [(each, BY_CODE[each.kind], preview(each, language)) for each in letters()]
        return render(request, "ui/letters.html", {"rows": rows, "language": language})


@require_safe
@csp_override(_WITH_A_FRAME)
def one_letter(request: HttpRequest, language: str, domain: str, name: str) -> HttpResponse:
    found = _letter(domain, name)
    _check(language)
    versions = [(words, preview(found, code)) for code, words in settings.LANGUAGES]
    context = {
        "letter": found,
        "kind": BY_CODE[found.kind],
        "versions": versions,
        "language": language,
        "subject": preview(found, language).subject,
    }
    with override(language):
        return render(request, "ui/letter.html", context)


@require_safe
def letter_html(_request: HttpRequest, language: str, domain: str, name: str) -> HttpResponse:
    found = _letter(domain, name)
    _check(language)
    return mail_page(preview(found, language).html)


def _check(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Http404


def _letter(domain: str, name: str) -> Letter:
    try:
        return letter(f"{domain}/letters/{name}")
    except UnknownLetter as error:
        raise Http404 from error
