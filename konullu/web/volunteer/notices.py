"""How letters reach me: which kinds by which way, and the hours in which I am left alone."""

import re
from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from konullu.messaging.operations.notices import choose
from konullu.messaging.queries.notices import Notices, notices_of
from konullu.platform.errors import Refused
from konullu.web.ui.forms import show_refusals
from konullu.web.ui.once import once

_HOUR = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?")


class HourField(forms.Field):
    """An hour as people write it: 22:00, 22.00, 2200, 22. Always of 24 hours, whatever the browser's language is."""

    widget = forms.TextInput(attrs={"class": "input--w4", "inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or not str(value).strip():
            return None
        found = _HOUR.fullmatch(str(value).strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(_("Write the time like 22:00."), code="hour")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value


class NoticesForm(forms.Form):
    """One row of boxes for each kind, made from what the person can choose among; then the quiet hours."""

    starts = HourField(
        label=_("Quiet from"),
        help_text=_(
            "Letters wait until the quiet hours end. What is urgent comes at once. Leave both empty for no quiet hours."
        ),
        required=False,
    )
    ends = HourField(label=_("Quiet until"), required=False)

    def __init__(self, *args: Any, notices: Notices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(channel.name, channel.title) for channel in notices.outside]
        kinds = {
            choice.kind.code: forms.MultipleChoiceField(
                label=choice.kind.title,
                help_text=choice.kind.about,
                choices=ways,
                initial=choice.on,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
                required=False,
            )
            for choice in notices.kinds
            if ways
        }
        for choice in notices.kinds:
            if choice.kind.is_obligatory and choice.kind.code in kinds:
                kinds[choice.kind.code].widget.is_required = True  # so that the page does not call it optional
        self.fields = {**kinds, **self.fields}
        self.fields["starts"].initial = notices.hours.starts if notices.hours else None
        self.fields["ends"].initial = notices.hours.ends if notices.hours else None

    def chosen(self) -> dict[str, Any]:
        hours: dict[str, time | None] = {name: self.cleaned_data[name] for name in ("starts", "ends")}
        on = {name: value for name, value in self.cleaned_data.items() if name not in hours}
        return {"on": on, **hours}


@login_required
@require_http_methods(["GET", "POST"])
@once
def notices(request: HttpRequest) -> HttpResponse:
    standing = notices_of(request.user)
    form = NoticesForm(request.POST or None, notices=standing)
    if form.is_valid():
        try:
            choose(person=request.user, now=request.now, **form.chosen())
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _now("Your letters come the way you have chosen."))
            return redirect("volunteer:notices")
    return render(request, "volunteer/notices.html", {"form": form, "notices": standing})
