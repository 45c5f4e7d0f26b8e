"""How every form looks and speaks (guide 6): {{ form }} gives summary, label, hint, error and control, in this order.

A view writes a plain Django form; widths, autocomplete and hints are attributes of its widgets. Fields that several
forms need (a line of text, a phone, a code, a year, a day) are in fields.py.
"""

from pathlib import Path
from typing import Any

import django
from django.forms import BaseForm, BoundField, CheckboxInput, Form, Select, Textarea, ValidationError, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget, FileInput, Input, MultiWidget, SelectMultiple
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from konullu.platform.errors import Refusal, Refused

TEMPLATES = Path(__file__).parent / "templates"
DJANGO_FORM_TEMPLATES = Path(django.__file__).parent / "forms" / "templates"


class Control(BoundField):
    """A field as the templates see it: classes by widget, ids for hint and error."""

    @property
    def kind(self) -> str:
        """Which branch of field.html draws it."""
        widget = self.field.widget
        if getattr(widget, "prefix", ""):
            return "prefixed"
        if isinstance(widget, CheckboxInput):
            return "checkbox"
        if isinstance(widget, ChoiceWidget) and not isinstance(widget, Select | SelectMultiple):
            return "choices"
        return "group" if isinstance(widget, MultiWidget) else "single"

    @property
    def is_optional(self) -> bool:
        """Optional fields say so; a single check box and a hidden field do not.

        A field whose emptiness the rules answer (required=False) sets widget.is_required, and is not called optional.
        """
        asked = self.field.required or self.field.widget.is_required
        return not asked and self.kind != "checkbox" and not self.is_hidden

    @property
    def first_id(self) -> str:
        """Where the error summary points: the first control of a group, the control itself otherwise."""
        base = self.field.widget.attrs.get("id") or self.auto_id
        return f"{base}_0" if self.kind in ("choices", "group") else base

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        looks = look_of(widget)
        if looks:
            attrs["class"] = f"{looks} {widget.attrs.get('class', '')}".strip()
        # The browser's own bubbles are in another language than the page; the server answers in this one.
        attrs.pop("required", None)
        return attrs


def look_of(widget: Widget) -> str:
    if isinstance(widget, Textarea):
        return "textarea"
    if isinstance(widget, Select | SelectMultiple):
        return "select" if not isinstance(widget, SelectMultiple) else "select select--many"
    if isinstance(widget, FileInput):
        return "input input--file"
    return (
        "input" if isinstance(widget, Input) and not widget.is_hidden and not isinstance(widget, CheckboxInput) else ""
    )


class FormRenderer(DjangoTemplates):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Control

    @cached_property
    def engine(self) -> Any:
        # Our widget templates stand before Django's own.
        return self.backend(
            {"APP_DIRS": True, "DIRS": [TEMPLATES, DJANGO_FORM_TEMPLATES], "NAME": "forms", "OPTIONS": BUILTINS}
        )


BUILTINS = {"builtins": ["django.templatetags.i18n", "konullu.web.ui.templatetags.ui"]}


def show_refusals(form: BaseForm, refused: Refused, fields: dict[str, str] | None = None) -> None:
    """Put the reasons of a refused operation where they belong: at their field, else on top of the form.

    fields: names in the rules -> names in this form, where they differ. The next step is said with the reason.
    """
    for reason in refused.reasons:
        field = (fields or {}).get(reason.field or "", reason.field)
        at_field = field if field in form.fields else None
        # on top the next step follows as a link, so it is not said twice
        words = reason.text if at_field is None and way_of(reason) else sentence(reason)
        form.add_error(at_field, ValidationError(words, code=reason.code))
    form.refusals = refused.reasons  # type: ignore[attr-defined]


def way_of(reason: Refusal) -> str:
    """The address of a refusal's next step, when it has one that needs no more than its name."""
    if not reason.next_url_name:
        return ""
    try:
        return reverse(reason.next_url_name)
    except NoReverseMatch:
        return ""


def sentence(reason: Refusal) -> str:
    """What is wrong and what to do now, one after the other."""
    return f"{reason.text} {reason.next_step}".strip()


def refused_form(refused: Refused) -> Form:
    """A form without fields that only carries the reasons, for a page whose act is one button."""
    form = Form(data={})
    form.is_valid()
    show_refusals(form, refused)
    return form
