"""Two at once: consents of one person, guardians with one invitation. Each race first happens with the lock off."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models.query import QuerySet

from konullu.accounts.models import Consent, GuardianInvitation, Guardianship
from konullu.accounts.operations import consents, family
from konullu.accounts.rules import consents as consent_rules
from konullu.accounts.rules import family as family_rules
from konullu.platform.errors import Refused
from tests.accounts.families import accepted, invitation_to
from tests.accounts.persons import NOW, adult, child

pytestmark = pytest.mark.django_db(transaction=True)
PAUSE = 1.0  # seconds; long enough for the other to come, and to give up when a lock holds it back


def at_once(acts: list[Callable[[], Any]]) -> list[str]:
    """Each act in its own thread and connection; how each ended, sorted."""
    ends: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        try:
            act()
            ends.append("done")
        except (Refused, IntegrityError) as error:
            ends.append(error.codes[0] if isinstance(error, Refused) else "IntegrityError")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return sorted(ends)


def meet_after(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """Both threads have looked before either writes, unless a lock lets only one of them look."""
    barrier, rule = threading.Barrier(2), getattr(module, name)

    def slow(*args: Any, **kwargs: Any) -> Any:
        answer = rule(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=PAUSE)
        return answer

    monkeypatch.setattr(module, name, slow)


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


@pytest.mark.parametrize(
    ("locks", "ends"), [(False, ["IntegrityError", "done"]), (True, ["accounts.invitation_used", "done"])]
)
def test_two_guardians_with_one_invitation(monkeypatch: pytest.MonkeyPatch, locks: bool, ends: list[str]) -> None:
    minor, mother, stranger = child(), adult("Leyla"), adult("Kənan")
    invitation = invitation_to(mother, minor)
    meet_after(monkeypatch, family_rules, "refusals_to_accept")
    if not locks:
        without_locks(monkeypatch)
    found = at_once([lambda: accepted(invitation, mother), lambda: accepted(invitation, stranger)])
    assert found == ends
    assert Guardianship.objects.count() == 1
    assert GuardianInvitation.objects.get().state == "accepted"


def test_with_locks_off_and_room_for_both_one_invitation_makes_two_guardians(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the lock prevents, and no constraint would: the self-check of the test above."""
    minor, mother, stranger = child(), adult("Leyla"), adult("Kənan")
    invitation = invitation_to(mother, minor)
    meet_after(monkeypatch, family_rules, "refusals_to_accept")
    without_locks(monkeypatch)
    places = iter([1, 2])
    monkeypatch.setattr(family, "min", lambda free: next(places), raising=False)
    assert at_once([lambda: accepted(invitation, mother), lambda: accepted(invitation, stranger)]) == ["done", "done"]
    assert Guardianship.objects.count() == 2


def test_two_consents_at_once_write_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert two_consents_at_once(monkeypatch) == (["done", "done"], [(1, "given")])


def test_with_locks_off_two_consents_clash_or_make_twins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked before either writes: the constraint stops the second, or it becomes row 2."""
    without_locks(monkeypatch)
    assert two_consents_at_once(monkeypatch) in (
        (["IntegrityError", "done"], [(1, "given")]),
        (["done", "done"], [(1, "given"), (2, "given")]),
    )


def two_consents_at_once(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[tuple[int, str]]]:
    person = adult()
    meet_after(monkeypatch, consent_rules, "refusals_to_give")

    def give() -> None:
        consents.give(person=person, by=person, purpose="news", language="az", now=NOW)

    ends = at_once([give, give])
    return ends, list(Consent.objects.order_by("number").values_list("number", "act"))
