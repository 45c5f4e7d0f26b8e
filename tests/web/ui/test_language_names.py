"""Names in the reader's language, and words that begin a line."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from konullu.web.ui.language_names import capital_choices, city_of


@pytest.mark.parametrize(("language", "city"), [("az", "Bakı"), ("en", "Baku"), ("ru", "Баку")])
def test_time_zone_is_called_by_its_city(language: str, city: str) -> None:
    assert city_of("Asia/Baku", language) == city


def test_choices_begin_with_a_capital_of_the_readers_alphabet() -> None:
    choices = capital_choices({"print": "iri şrift", "mother": _("mother")})
    with translation.override("az"):
        assert [str(words) for _code, words in choices] == ["İri şrift", "Ana"]
    with translation.override("ru"):
        assert str(choices[1][1]) == "Мать"
