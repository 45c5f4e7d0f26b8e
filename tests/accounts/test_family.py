"""Inviting a guardian, and the answer: who may, once, within seven days."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from konullu.accounts.models import GuardianInvitation, Guardianship
from konullu.accounts.operations import family
from konullu.accounts.queries import family as queries
from konullu.accounts.rules.contacts import Contact
from konullu.journal.models import Entry
from konullu.platform.errors import NotVisible, Refused
from konullu.platform.secrets import unseal
from tests.accounts.families import accepted, guardian_of, invitation_to
from tests.accounts.persons import NOW, adult, child, somebody

pytestmark = pytest.mark.django_db


def refused(act, **arguments) -> list[str]:
    with pytest.raises(Refused) as found:
        act(**arguments)
    return found.value.codes


def test_invitation_keeps_the_address_sealed_and_the_secret_out_of_the_database() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor, token="a-secret-of-the-letter")
    assert unseal(invitation.sealed_address) == mother.email
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM accounts_guardianinvitation i")
        written = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(args::text, ''), '') FROM procrastinate_jobs")
        jobs = cursor.fetchone()[0]
    for secret in ("a-secret-of-the-letter", str(mother.email)):
        assert secret not in written
        assert secret not in jobs
    assert jobs
    assert queries.invitation_by_token("a-secret-of-the-letter") == invitation
    assert Entry.objects.get(verb="accounts.guardian_invited").detail == {"channel": "email", "relation": "mother"}


def test_accepting_makes_a_guardian_with_a_recorded_statement() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor)
    assert queries.invitations_to(mother, NOW) == [invitation]
    held = accepted(invitation, mother)
    assert (held.relation, held.proof, held.place) == ("mother", "stated", 1)
    assert held.statement.strip()
    assert minor.name.split()[0] not in held.statement
    assert queries.is_guardian_of(mother, minor, NOW)
    assert queries.person_in_care_of(mother, minor.pk, NOW) == minor
    assert queries.invitations_to(mother, NOW) == []
    line = Entry.objects.get(verb="accounts.guardian_accepted")
    assert (line.actor_id, line.on_behalf_of_id) == (mother.pk, minor.pk)


def test_invitation_serves_once() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor)
    accepted(invitation, mother)
    assert refused(accepted, invitation=invitation, guardian=adult("Kənan")) == ["accounts.invitation_used"]


def test_invitation_ends_after_seven_days_and_another_may_follow() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor)
    later = NOW + timedelta(days=7)
    assert refused(accepted, invitation=invitation, guardian=mother, now=later) == ["accounts.invitation_expired"]
    assert queries.invitations_to(mother, later) == []
    invitation_to(mother, minor, now=later)


def test_nobody_is_their_own_guardian() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    assert refused(invitation_to, guardian=minor, minor=minor) == ["accounts.own_guardian"]
    invitation = invitation_to(mother, minor)
    assert refused(accepted, invitation=invitation, guardian=minor) == ["accounts.own_guardian"]
    with pytest.raises(IntegrityError, match="guardianship_not_of_oneself"), transaction.atomic():
        Guardianship.objects.create(
            created_at=NOW,
            minor=minor,
            guardian=minor,
            place=1,
            relation="other",
            statement="x",
            statement_language="az",
        )


@pytest.mark.parametrize(
    ("year", "codes"), [(2010, ["accounts.guardian_too_young"]), (2008, ["accounts.birth_date_needed"])]
)
def test_minor_is_no_guardian(year: int, codes: list[str]) -> None:
    minor, young = child(), somebody("Tural", year)
    assert refused(accepted, invitation=invitation_to(young, minor), guardian=young) == codes


def test_statement_must_be_confirmed() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor)
    assert refused(accepted, invitation=invitation, guardian=mother, stated=False) == ["accounts.statement_missing"]


def test_adult_invites_nobody_and_stranger_invites_nobody_for_a_minor() -> None:
    grown, mother, stranger, minor = adult(), adult("Leyla"), adult("Cavid"), child()
    assert refused(invitation_to, guardian=mother, minor=grown) == ["accounts.of_age"]
    with pytest.raises(NotVisible):
        invitation_to(mother, minor, by=stranger)


def test_guardian_invites_the_other_parent() -> None:
    minor, father = child(), adult("Elçin Əliyev")
    mother = guardian_of(minor)
    invitation = invitation_to(father, minor, by=mother, relation="father")
    assert accepted(invitation, father, relation="father").place == 2


def test_at_most_four_guardians_with_open_invitations() -> None:
    minor = child()
    for _each in range(3):
        guardian_of(minor)
    invitation_to(adult("Dördüncü"), minor)
    assert refused(invitation_to, guardian=adult("Beşinci"), minor=minor) == ["accounts.too_many_guardians"]


def test_database_itself_keeps_the_number_of_guardians() -> None:
    minor = child()
    guardian_of(minor)
    for place, constraint in ((5, "guardianship_at_most_four"), (1, "guardianship_place")):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Guardianship.objects.create(
                created_at=NOW,
                minor=minor,
                guardian=adult(),
                place=place,
                relation="other",
                statement="x",
                statement_language="az",
            )


def test_same_address_is_invited_once_at_a_time() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor)
    assert refused(invitation_to, guardian=mother, minor=minor) == ["accounts.already_invited"]
    family.withdraw_invitation(invitation_id=invitation.pk, by=minor, now=NOW)
    accepted(invitation_to(mother, minor), mother)
    assert refused(invitation_to, guardian=mother, minor=minor) == ["accounts.already_guardian"]


def test_five_invitations_a_day() -> None:
    minor = child()
    for _each in range(5):
        family.withdraw_invitation(invitation_id=invitation_to(adult(), minor).pk, by=minor, now=NOW)
    assert refused(invitation_to, guardian=adult(), minor=minor) == ["accounts.too_many_invitations"]
    invitation_to(adult(), minor, now=NOW + timedelta(days=1))


def test_declining_needs_no_account_and_closes_the_invitation() -> None:
    minor, mother = child(), adult("Leyla Əliyeva")
    invitation = invitation_to(mother, minor)
    family.decline(invitation_id=invitation.pk, person=None, now=NOW)
    invitation.refresh_from_db()
    assert invitation.state == GuardianInvitation.State.DECLINED
    assert refused(family.decline, invitation_id=invitation.pk, person=None, now=NOW) == ["accounts.invitation_used"]
    assert refused(accepted, invitation=invitation, guardian=mother) == ["accounts.invitation_used"]


def test_outsider_learns_nothing_of_a_minor() -> None:
    minor, stranger = child(), adult("Cavid")
    held = accepted(invitation_to(adult("Leyla"), minor), adult("Kənan"))
    for load in (
        lambda: queries.person_in_care_of(stranger, minor.pk, NOW),
        lambda: queries.guardianship_visible_to(stranger, held.pk),
        lambda: queries.guardianship_held_by(stranger, held.pk, NOW),
        lambda: queries.invitation_by_token("guess"),
    ):
        with pytest.raises(NotVisible):
            load()


def test_minor_does_not_see_or_answer_their_own_invitation() -> None:
    minor, mother = child(), adult("Leyla")
    invitation = family.invite(
        minor=minor, by=minor, address=Contact("phone", "+994501234567"), relation="mother", language="az", now=NOW
    )
    minor.phone = "+994501234567"  # the minor takes the number later
    minor.save()
    assert queries.invitations_to(minor, NOW) == []
    mother.phone = None
    assert queries.invitations_to(mother, NOW) == []
    assert invitation.channel == "sms"
