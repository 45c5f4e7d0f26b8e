"""Pages of words: how to start, under 18, for organisations, rules, personal data, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def page(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template)
