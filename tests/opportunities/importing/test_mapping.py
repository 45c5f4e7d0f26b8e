"""Mappings are data: the shipped ones are sound, and a wrong one says where it is wrong."""

import pytest

from konullu.opportunities.importing import mapping
from konullu.opportunities.importing.choosing import CHOICES, chosen_mapping, suggested
from konullu.opportunities.importing.mapping import WrongMapping, mapping_from, mapping_named
from konullu.organisations.directions import BY_CODE


def test_shipped_mappings_can_be_read() -> None:
    assert mapping.names() == ["generic", "nyc-service"]
    for name in mapping.names():
        assert mapping_named(name).fields


def test_directions_of_the_mappings_are_those_of_the_law() -> None:
    for name in mapping.names():
        for field in mapping_named(name).fields:
            if field.name == "direction":
                for step in field.steps:
                    assert set(step.settings["folded"].values()) - {""} <= set(BY_CODE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fields = [", "x: "),
        ('colour = "red"', "unknown: colour"),
        ('state = "open"', "state is one of"),
        ('time_zone = "Mars/Olympus"', "no time zone"),
        ('[fields.colour]\nfrom = "c"', "no field 'colour'"),
        ('[fields.title]\nfrom = "c"\nas = "magic"', "no way 'magic'"),
        ('[fields.title]\nfrom = "c"\nwrong = "guess"', "refuse or leave_out"),
        ('[fields.kind]\nfrom = "c"\ndefault = "weekly"', "none of our words"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(WrongMapping, match=says):
        mapping_from(text, name="x")


def test_an_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(WrongMapping, match="generic, nyc-service"):
        mapping_named("../../etc/passwd")


def test_a_changed_mapping_has_another_digest() -> None:
    nyc = mapping_named("nyc-service")
    assert nyc.changed(shift_days=7).digest != nyc.digest
    assert nyc.changed(shift_days=7).digest == nyc.changed(shift_days=7).digest


def test_columns_are_guessed_in_three_languages() -> None:
    assert suggested(["Başlıq", "Növü", "ŞƏHƏR", "Foo"]) == {"title": "Başlıq", "kind": "Növü", "region": "ŞƏHƏR"}
    assert suggested(["Название", "Дата начала", "Мест"]) == {
        "title": "Название",
        "starts_on": "Дата начала",
        "places": "Мест",
    }
    assert suggested(["title", "date", "end date", "url"]) == {
        "title": "title",
        "starts_on": "date",
        "ends_on": "end date",
        "external_url": "url",
    }


def test_every_field_of_the_generic_mapping_can_be_chosen() -> None:
    assert {field.name for field in mapping_named("generic").fields} == set(CHOICES)


def test_chosen_columns_need_a_title() -> None:
    with pytest.raises(WrongMapping):
        chosen_mapping({"summary": "x"})
    with pytest.raises(WrongMapping):
        chosen_mapping({"title": "x", "colour": "y"})
    assert chosen_mapping({"title": "x"}, kind="event").columns == frozenset({"x"})
