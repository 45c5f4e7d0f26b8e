"""/ui/: every component in every state, in each language, light and dark."""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from konullu.web.ui import covers
from konullu.web.ui.style_guide_forms import SampleForm, broken_sample


@require_safe
def root(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("ui:style_guide", kwargs={"language": get_language() or "az"}))


@require_safe
def show(request: HttpRequest, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        words = {
            "sample": SampleForm(prefix="sample"),
            "broken": broken_sample(),
            "directions": list(covers.DIRECTIONS),
            "motifs": list(covers.charts()),
            "icons": icon_names(),
            "sample_day": date(2026, 11, 28),
            "sample_moment": datetime(2026, 11, 23, 10, 20, tzinfo=UTC),
        }
        return render(request, "ui/style_guide.html", words)


@cache
def icon_names() -> list[str]:
    sprite = Path(__file__).parent / "static" / "ui" / "icons.svg"
    return re.findall(r'id="i-([\w-]+)"', sprite.read_text(encoding="utf-8"))
