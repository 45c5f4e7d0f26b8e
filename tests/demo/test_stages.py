"""The demo: made through the operations that people use, so it breaks when they do."""

from datetime import UTC, datetime

import pytest

from konullu.accounts.models import Guardianship, Person
from konullu.accounts.operations import time_codes
from konullu.accounts.rules.devices import Visit
from konullu.demo import stages
from konullu.demo.content import GROUPS, PEOPLE
from konullu.organisations.models import Organisation
from konullu.organisations.queries import public_numbers
from konullu.places.operations import load_reference

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
VISIT = Visit(agent="Firefox, Linux", network="127.0.0.0/24", ip="127.0.0.1", browser_hash="the-test-browser")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def places():
    load_reference(now=NOW)


def test_spring_has_organisations_in_every_state_and_people_of_every_kind():
    stages.build(stage="spring", now=NOW)

    assert Person.objects.count() == len(PEOPLE)
    states = set(Organisation.objects.values_list("state", flat=True))
    assert states == {"draft", "submitted", "returned", "accredited"}
    assert Organisation.objects.filter(is_union=False).count() == len(GROUPS)
    assert public_numbers().organisations == 9
    assert Guardianship.objects.filter(ended_at=None).count() == 1


def test_everybody_on_the_list_of_sign_ins_exists_and_staff_pass_the_second_step():
    stages.build(stage="spring", now=NOW)

    for line in stages.sign_ins():
        person = Person.objects.get(name=line.who)
        assert line.contact in (person.phone, person.email)
        if line.needs_time_code:
            code = stages.time_code(now=NOW)
            time_codes.confirm(person=person, typed=code, visit=VISIT, now=NOW)


def test_the_empty_stage_is_an_installation_on_its_first_day():
    stages.build(stage="empty", now=NOW)

    assert list(Organisation.objects.values_list("is_union", "state")) == [(True, "accredited")]
    assert Person.objects.filter(is_operator=True).count() == 1


def test_an_unknown_stage_names_those_that_exist():
    with pytest.raises(stages.UnknownStage, match=r"empty, spring"):
        stages.build(stage="summer", now=NOW)


def test_a_second_demo_is_refused_and_changes_nothing():
    stages.build(stage="empty", now=NOW)
    before = Person.objects.count()

    with pytest.raises(stages.NotEmpty):
        stages.build(stage="spring", now=NOW)
    assert Person.objects.count() == before


def test_there_is_no_demo_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(RuntimeError, match="no demo in production"):
        stages.build(stage="empty", now=NOW)
    assert not Person.objects.exists()
