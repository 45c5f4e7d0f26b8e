"""Forms: label, hint, error, control; what was typed stays; reasons of the rules stand at their fields."""

import datetime
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from konullu.platform.errors import Refusal, Refused
from konullu.web.ui.entry_fields import BirthYearField, CodeField
from konullu.web.ui.fields import DayField, LineField, ParagraphsField, PhoneField
from konullu.web.ui.forms import refused_form, show_refusals
from konullu.web.ui.style_guide_forms import SampleForm, broken_sample


class NameForm(forms.Form):
    name = LineField(label="Name", help_text="As in the card.", max_length=20)
    note = ParagraphsField(label="Note", required=False)
    phone = PhoneField(label="Phone", required=False)


def test_label_hint_error_and_control_stand_in_this_order() -> None:
    shown = str(NameForm(data={"name": ""})["name"].as_field_group())
    places = [shown.index(part) for part in ('<label for="id_name"', "id_name_helptext", "id_name_error", "<input")]
    assert places == sorted(places)


def test_control_is_described_by_hint_and_error() -> None:
    form = NameForm(data={"name": "", "note": "kept"})
    shown = str(form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert shown.count('aria-invalid="true"') == 1
    assert "required" not in re.search(r"<input[^>]*id=\"id_name\"[^>]*>", shown)[0]  # type: ignore[index]


def test_untouched_form_has_no_summary_and_no_error() -> None:
    shown = str(NameForm())
    assert "error-summary" not in shown
    assert "field--error" not in shown


def test_summary_takes_the_focus_and_leads_to_the_field() -> None:
    shown = str(NameForm(data={}))
    assert 'role="alert"' in shown
    assert "autofocus" in shown
    assert '<a href="#id_name">' in shown


def test_what_was_typed_stays_and_cannot_break_out() -> None:
    typed = '"><script>alert(1)</script>'
    shown = str(NameForm(data={"name": typed * 3, "note": typed}))
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 4


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_optional_fields_say_so_and_required_ones_do_not(language: str) -> None:
    words = {"az": "istəyə bağlıdır", "en": "optional", "ru": "необязательно"}
    with translation.override(language):
        assert str(NameForm()).count(f">{words[language]}<") == 2


def test_field_whose_emptiness_the_rules_answer_is_not_called_optional() -> None:
    form = NameForm()
    form.fields["note"].widget.is_required = True
    assert not form["note"].is_optional
    assert form["phone"].is_optional


def test_group_of_choices_is_a_fieldset_whose_first_choice_the_summary_names() -> None:
    shown = str(SampleForm(data={}))
    assert "<fieldset" in shown
    assert '<a href="#id_when_0">' in shown
    assert 'id="id_when_0"' in shown
    assert shown.count('<label class="choice"') == 7


def test_every_id_is_there_once() -> None:
    ids = re.findall(r'\bid="([^"]+)"', str(SampleForm(prefix="a")) + str(broken_sample()["day"].as_field_group()))
    assert len(ids) == len(set(ids))


def test_every_control_has_a_name_for_readers() -> None:
    shown = str(SampleForm())
    controls = re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', shown)
    labels = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', shown))
    assert set(controls) <= labels


def test_reason_goes_to_its_field_with_the_next_step_and_the_rest_to_the_summary() -> None:
    form = NameForm(data={"name": "Cavid"})
    assert form.is_valid()
    at_field = Refusal(code="a.b", text="The name is taken.", next_step="Add the father's name.", field="who")
    at_top = Refusal(code="a.c", text="The office is closed.", next_step="Come after nine.", field="unknown")
    show_refusals(form, Refused([at_field, at_top]), {"who": "name"})
    assert form.errors == {
        "name": ["The name is taken. Add the father's name."],
        "__all__": ["The office is closed. Come after nine."],
    }
    assert form.has_error("name", "a.b")
    assert "Come after nine." in str(form)


def test_next_step_is_a_link_where_the_reason_knows_the_page() -> None:
    reason = Refusal(code="a.b", text="No account.", next_step="Make one.", next_url_name="portal:home")
    with translation.override("az"):
        shown = str(refused_form(Refused(reason)))
    assert '<a href="/az/">Make one.</a>' in shown
    assert shown.count("Make one.") == 1


def test_reason_without_a_page_of_its_own_does_not_break_the_form() -> None:
    reason = Refusal(code="a.b", text="No.", next_step="Wait.", next_url_name="portal:organisation")
    assert "Wait." in str(refused_form(Refused(reason)))


@pytest.mark.parametrize(
    "typed",
    ["a\x00b", "a\u202eb", "a\u200bb", "x" * 21, "x" * 10_000_000, "a\u0301\u0301\u0301\u0301\u0301"],
    ids=["nul", "direction", "zero width", "long", "10 MB", "marks"],
)
def test_line_that_should_not_be_kept_is_an_error_in_words(typed: str) -> None:
    form = NameForm(data={"name": typed})
    assert not form.is_valid()
    assert len(form.errors["name"]) == 1
    assert form.errors["name"][0].strip()


def test_line_is_trimmed_and_kept_as_it_is_spelt() -> None:
    form = NameForm(data={"name": "  Əli \t İsmayılov ", "note": "  bir \r\n\r\n\r\n\r\n iki "})
    assert form.is_valid()
    assert (form.cleaned_data["name"], form.cleaned_data["note"]) == ("Əli İsmayılov", "bir\n\niki")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2007", 2007),
        (" 2007 ", 2007),
        ("20 07", 2007),
        ("٢٠٠٧", 2007),
        ("07", None),
        ("20o7", None),
        ("", None),
        ("2" * 10_000_000, None),
    ],
    ids=["plain", "around", "between", "script", "two digits", "a letter", "empty", "10 MB"],
)
def test_year_has_four_digits(typed: str, kept: int | None) -> None:
    field = BirthYearField()
    if kept is None:
        with translation.override("en"), pytest.raises(ValidationError, match="four digits"):
            field.clean(typed)
    else:
        assert field.clean(typed) == kept


@pytest.mark.parametrize("typed", ["123456", "123 456", " 12-34-56 ", "123–456", "١٢٣٤٥٦"])
def test_code_may_be_typed_with_whatever_between(typed: str) -> None:
    assert CodeField().clean(typed) == "123456"


@pytest.mark.parametrize("typed", ["12 34", "1234567", "12345a", ""])
def test_code_that_is_none_says_what_a_code_looks_like(typed: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="The code has 6 digits"):
        CodeField().clean(typed)


def test_code_control_lets_the_phone_fill_it_in() -> None:
    shown = str(SampleForm()["code"])
    assert 'autocomplete="one-time-code"' in shown
    assert 'inputmode="numeric"' in shown


class DayForm(forms.Form):
    day = DayField(label="Day", required=False)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("28", "11", "2026"), datetime.date(2026, 11, 28)),
        (("01", "2", "2024"), datetime.date(2024, 2, 1)),
        (("", "", ""), None),
    ],
)
def test_day_is_read_from_three_inputs(parts: tuple[str, str, str], day: datetime.date | None) -> None:
    form = DayForm(data=dict(zip(("day_day", "day_month", "day_year"), parts, strict=True)))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("31", "2", "2026"), "day"),
        (("0", "1", "2026"), "day"),
        (("1", "", "2026"), "day"),
        (("1", "1", "26"), "year"),
        (("1", "1", "bir"), "year"),
        (("-1", "1", "2026"), "day"),
        (("1", "1", "99999999"), "year"),
    ],
)
def test_day_that_is_not_in_the_calendar_is_an_error_and_stays_typed(parts: tuple[str, str, str], code: str) -> None:
    form = DayForm(data=dict(zip(("day_day", "day_month", "day_year"), parts, strict=True)))
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["day"]] == [code]
    assert all(f'value="{part}"' in str(form) for part in parts if part)


def test_day_that_is_known_is_shown_in_its_three_inputs() -> None:
    shown = str(DayForm(initial={"day": datetime.date(2026, 11, 28)})["day"])
    assert re.findall(r'value="([^"]+)"', shown) == ["28", "11", "2026"]


def test_phone_shows_its_prefix_once() -> None:
    shown = str(NameForm(initial={"phone": "+994501234567"})["phone"].as_field_group())
    assert shown.count("+994") == 1
    assert 'value="501234567"' in shown


def test_phone_is_kept_as_typed_without_what_nobody_sees() -> None:
    assert PhoneField().clean(" 50\u202c 123\u00a045 67\u200b") == "50 123 45 67"


def test_file_control_does_not_pretend_to_keep_the_file() -> None:
    form = SampleForm(data={"name": ""}, files={"paper": SimpleUploadedFile("a.pdf", b"x")})
    assert "a.pdf" not in str(form)
