"""Two at once. Each test first shows that the race really happens when the guard is switched off."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

from konullu.accounts.models import Person
from konullu.organisations.models import Member, Membership, Organisation
from konullu.organisations.operations import accreditation, bootstrap, federation, registration, team
from konullu.platform.errors import Refused
from tests.organisations.conftest import NOW, add_regions, fill_in, new_person

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[str]:
    """Run the acts at the same time; answers "done" or the code of the refusal, in their order."""
    answers = ["" for _act in acts]
    start = Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            act()
            answers[number] = "done"
        except Refused as refused:
            answers[number] = refused.codes[0]
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def meeting(step: Callable[..., Any], parties: int = 2) -> Callable[..., Any]:
    """A step after which everybody waits for the others, so that all have read before anybody writes."""
    barrier = Barrier(parties)

    def waiting(*arguments: Any, **named: Any) -> Any:
        answer = step(*arguments, **named)
        barrier.wait(timeout=10)
        return answer

    return waiting


def unlocked(organisation_id: Any) -> Organisation:
    """What `locked` would be without its lock."""
    return Organisation.objects.get(pk=organisation_id)


def two_owners() -> tuple[Organisation, Person, Person]:
    nigar, babek = new_person("Nigar"), new_person("Babek")
    organisation = registration.begin_registration(person=nigar, name="Sahil", legal_form="ngo", now=NOW)
    Member.objects.create(organisation=organisation, person=babek, role="owner", created_at=NOW)
    return organisation, nigar, babek


def owners(organisation: Organisation) -> int:
    return organisation.members.filter(role="owner", ended_at=None).count()


def leaving(organisation: Organisation, person: Person) -> Callable[[], None]:
    return lambda: team.leave(organisation=organisation, person=person, now=NOW)


def test_without_the_lock_both_owners_leave() -> None:
    organisation, nigar, babek = two_owners()
    with (
        patch.object(team, "locked", unlocked),
        patch.object(team, "_owners", meeting(team._owners)),
    ):
        assert together(leaving(organisation, nigar), leaving(organisation, babek)) == ["done", "done"]
    assert owners(organisation) == 0


def test_with_the_lock_one_owner_stays() -> None:
    organisation, nigar, babek = two_owners()
    answers = together(leaving(organisation, nigar), leaving(organisation, babek))
    assert sorted(answers) == ["done", "organisations.last_owner"]
    assert owners(organisation) == 1


def a_case() -> tuple[Organisation, Person, Person]:
    add_regions()
    elmira, second, nigar = new_person("Elmira"), new_person("Ikinci"), new_person("Nigar")
    union = bootstrap.found_union(name="İttifaq", owner=elmira, now=NOW)
    Member.objects.create(organisation=union, person=second, role="coordinator", created_at=NOW)
    organisation = registration.begin_registration(person=nigar, name="Sahil", legal_form="ngo", now=NOW)
    fill_in(organisation, nigar)
    accreditation.submit(organisation=organisation, by=nigar, now=NOW)
    return organisation, elmira, second


def two_decisions(
    organisation: Organisation, elmira: Person, second: Person
) -> tuple[Callable[[], Any], Callable[[], Any]]:
    return (
        lambda: accreditation.accredit(organisation=organisation, by=elmira, text="", now=NOW),
        lambda: accreditation.send_back(
            organisation=organisation, by=second, reasons=["document_missing"], text="x", now=NOW
        ),
    )


def test_without_the_lock_a_case_is_decided_in_two_ways() -> None:
    organisation, elmira, second = a_case()
    with (
        patch.object(accreditation, "locked", unlocked),
        patch.object(accreditation, "_check_move", meeting(accreditation._check_move)),
    ):
        assert together(*two_decisions(organisation, elmira, second)) == ["done", "done"]
    assert {row.move for row in organisation.decisions.exclude(move="submit")} == {"accredit", "return"}


def test_with_the_lock_the_second_reads_that_the_first_has_decided() -> None:
    organisation, elmira, second = a_case()
    answers = together(*two_decisions(organisation, elmira, second))
    assert sorted(answers) == ["done", "organisations.state_moved_on"]
    assert organisation.decisions.exclude(move="submit").count() == 1


def a_forest() -> tuple[Person, list[Organisation]]:
    elmira, nigar = new_person("Elmira"), new_person("Nigar")
    bootstrap.found_union(name="İttifaq", owner=elmira, now=NOW)
    unions = []
    for name in "ABCD":
        row = registration.begin_registration(person=nigar, name=name, legal_form="union", now=NOW)
        Organisation.objects.filter(pk=row.pk).update(state="accredited")
        row.refresh_from_db()
        unions.append(row)
    first, second, third, fourth = unions
    # B under C, D under A; then A under B and C under D would close the circle, on four different rows.
    for above, below in ((third, second), (first, fourth)):
        joining(above, below, elmira)()
    return elmira, unions


def joining(above: Organisation, below: Organisation, by: Person) -> Callable[[], Membership]:
    return lambda: federation.join_union(
        union=above, member=below, by=by, since_date=date(2026, 1, 1), until_date=None, now=NOW
    )


def test_without_the_lock_two_harmless_memberships_make_a_circle() -> None:
    elmira, (first, second, third, fourth) = a_forest()
    with (
        patch.object(federation, "lock_tree", lambda: None),
        patch.object(federation, "unions_above", meeting(federation.unions_above)),
    ):
        assert together(joining(second, first, elmira), joining(fourth, third, elmira)) == ["done", "done"]
    assert is_circle()


def test_with_the_lock_the_tree_stays_a_tree() -> None:
    elmira, (first, second, third, fourth) = a_forest()
    answers = together(joining(second, first, elmira), joining(fourth, third, elmira))
    assert sorted(answers) == ["done", "organisations.circle"]
    assert not is_circle()


def is_circle() -> bool:
    above = dict(Membership.objects.values_list("member_id", "union_id"))
    here = next(iter(above))
    for _step in range(len(above) + 1):
        if here not in above:
            return False
        here = above[here]
    return True
