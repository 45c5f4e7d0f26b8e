"""Invitations: one secret link, one use, 14 days; the address is forgotten when it is not needed."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied

from konullu.accounts.models import Person
from konullu.accounts.rules.contacts import Contact
from konullu.journal.models import Entry
from konullu.messaging.models import Message
from konullu.organisations.models import Invitation, Member, Organisation
from konullu.organisations.operations import invitations
from konullu.organisations.queries.team import (
    address_of,
    invitation_by_token,
    invitation_for,
    is_addressed_to,
    open_invitations,
)
from konullu.platform.errors import NotVisible, Refused
from tests.organisations.conftest import NOW, latest_letter, letters_to, verbs

TOKEN = "a-secret-that-only-the-letter-knows"
BABEK = Contact("email", "babek@example.az")


@pytest.fixture
def invite(draft: Organisation, nigar: Person) -> Callable[..., Invitation]:
    def invite(
        contact: Contact = BABEK, role: str = "coordinator", by: Person = nigar, token: str = TOKEN
    ) -> Invitation:
        with patch("secrets.token_urlsafe", return_value=token):
            return invitations.invite(organisation=draft, by=by, contact=contact, role=role, language="az", now=NOW)

    return invite


def test_an_invitation_goes_to_an_address_without_account(invite: Callable[..., Invitation], nigar: Person) -> None:
    row = invite(Contact("email", "yeni@example.az"))
    assert (row.role, row.channel, row.expires_at) == ("coordinator", "email", NOW + timedelta(days=14))
    assert verbs(row) == ["organisations.invited"]
    assert letters_to(None) == ["invitation"]
    letter = latest_letter()
    assert letter.url.endswith(f"/az/office/invitations/{TOKEN}/")
    assert "Yaşıl Xəzər" in letter.subject
    assert "Koordinator" in letter.text


def test_a_phone_is_invited_by_sms(invite: Callable[..., Invitation]) -> None:
    row = invite(Contact("phone", "+994501234567"))
    assert row.channel == "sms"
    assert TOKEN in latest_letter().sms


def test_neither_secret_nor_address_lie_open(invite: Callable[..., Invitation]) -> None:
    row = invite()
    stored = " ".join(str(value) for value in Invitation.objects.filter(pk=row.pk).values_list()[0])
    noted = " ".join(str(entry.detail) for entry in Entry.objects.all())
    for secret in (TOKEN, BABEK.value):
        assert secret not in stored
        assert secret not in noted
    assert address_of(row) == BABEK


def test_the_link_finds_the_invitation_until_it_expires(invite: Callable[..., Invitation]) -> None:
    row = invite()
    assert invitation_by_token(TOKEN, now=NOW + timedelta(days=13, hours=23)) == row
    for token, at in ((TOKEN, NOW + timedelta(days=14)), ("invented", NOW), ("", NOW), ("x" * 100_000, NOW)):
        with pytest.raises(NotVisible):
            invitation_by_token(token, now=at)


def test_the_invited_person_joins_once(invite: Callable[..., Invitation], babek: Person, draft: Organisation) -> None:
    row = invite()
    assert is_addressed_to(row, babek)
    member = invitations.accept(invitation=row, person=babek, confirmed=False, now=NOW)
    assert (member.person, member.role, member.organisation) == (babek, "coordinator", draft)
    row.refresh_from_db()
    assert (row.accepted_by, row.accepted_at, row.sealed_address, row.address_hash) == (babek, NOW, "", "")
    assert verbs(row) == ["organisations.invited", "organisations.invitation_accepted"]
    with pytest.raises(NotVisible):
        invitation_by_token(TOKEN, now=NOW)
    with pytest.raises(NotVisible):
        invitations.accept(invitation=row, person=babek, confirmed=True, now=NOW)


def test_another_contact_needs_a_clear_confirmation(
    invite: Callable[..., Invitation], make_person: Callable[..., Person], draft: Organisation
) -> None:
    row, cavid = invite(), make_person("Cavid")
    assert not is_addressed_to(row, cavid)
    with pytest.raises(Refused) as refused:
        invitations.accept(invitation=row, person=cavid, confirmed=False, now=NOW)
    assert refused.value.codes == ["organisations.another_contact"]
    assert draft.members.count() == 1
    invitations.accept(invitation=row, person=cavid, confirmed=True, now=NOW)
    entry = Entry.objects.get(verb="organisations.invitation_accepted")
    assert entry.detail["own_contact"] is False


def test_the_journal_says_that_the_own_contact_was_used(invite: Callable[..., Invitation], babek: Person) -> None:
    invitations.accept(invitation=invite(), person=babek, confirmed=False, now=NOW)
    assert Entry.objects.get(verb="organisations.invitation_accepted").detail["own_contact"] is True


def test_a_minor_cannot_join(invite: Callable[..., Invitation], make_person: Callable[..., Person]) -> None:
    minor = make_person("Fidan", birth_year=2009)
    with pytest.raises(Refused) as refused:
        invitations.accept(invitation=invite(), person=minor, confirmed=True, now=NOW)
    assert refused.value.codes == ["organisations.minor_not_staff"]


def test_who_is_in_the_team_is_neither_invited_nor_joins_again(
    invite: Callable[..., Invitation], babek: Person, draft: Organisation
) -> None:
    row = invite()
    Member.objects.create(organisation=draft, person=babek, role="viewer", created_at=NOW)
    with pytest.raises(Refused) as refused:
        invitations.accept(invitation=row, person=babek, confirmed=True, now=NOW)
    assert refused.value.codes == ["organisations.already_member"]
    invitations.withdraw(invitation=row, by=row.invited_by, now=NOW)
    with pytest.raises(Refused) as refused:
        invite(token="another")
    assert refused.value.codes == ["organisations.already_member"]


def test_an_address_has_one_open_invitation(invite: Callable[..., Invitation]) -> None:
    invite()
    with pytest.raises(Refused) as refused:
        invite(token="another")
    assert refused.value.codes == ["organisations.invited_already"]


def test_an_expired_invitation_can_be_repeated(
    draft: Organisation, nigar: Person, invite: Callable[..., Invitation]
) -> None:
    invite()
    later = NOW + timedelta(days=15)
    again = invitations.invite(organisation=draft, by=nigar, contact=BABEK, role="viewer", language="az", now=later)
    assert open_invitations(draft, now=later) == [again]
    assert Message.objects.filter(template="organisations/letters/invitation").count() == 2


def test_a_coordinator_invites_those_whom_they_lead(
    invite: Callable[..., Invitation], draft: Organisation, babek: Person, make_person: Callable[..., Person]
) -> None:
    Member.objects.create(organisation=draft, person=babek, role="coordinator", created_at=NOW)
    assert invite(Contact("email", "a@example.az"), "shift_lead", babek).role == "shift_lead"
    with pytest.raises(Refused) as refused:
        invite(Contact("email", "b@example.az"), "owner", babek, "another")
    assert refused.value.codes == ["organisations.role_not_yours_to_give"]
    viewer = make_person("Vusal")
    Member.objects.create(organisation=draft, person=viewer, role="viewer", created_at=NOW)
    with pytest.raises(PermissionDenied):
        invite(Contact("email", "c@example.az"), "viewer", viewer, "third")


def test_fifty_open_invitations_are_the_limit(
    invite: Callable[..., Invitation], draft: Organisation, nigar: Person
) -> None:
    for number in range(50):
        Invitation.objects.create(
            organisation=draft,
            role="viewer",
            channel="email",
            sealed_address="x",
            address_hash=f"hash-{number}",
            language="az",
            token_hash=f"token-{number}",
            invited_by=nigar,
            expires_at=NOW + timedelta(days=1),
            created_at=NOW,
        )
    with pytest.raises(Refused) as refused:
        invite()
    assert refused.value.codes == ["organisations.too_many_invitations"]


def test_a_withdrawn_invitation_is_forgotten(
    invite: Callable[..., Invitation], nigar: Person, draft: Organisation
) -> None:
    row = invite()
    assert invitation_for(nigar, draft.pk, row.pk, now=NOW) == row
    invitations.withdraw(invitation=row, by=nigar, now=NOW)
    row.refresh_from_db()
    assert (row.withdrawn_at, row.sealed_address, address_of(row)) == (NOW, "", None)
    assert open_invitations(draft, now=NOW) == []
    for ask in (
        lambda: invitation_by_token(TOKEN, now=NOW),
        lambda: invitation_for(nigar, draft.pk, row.pk, now=NOW),
    ):
        with pytest.raises(NotVisible):
            ask()


def test_saying_no_needs_no_account_and_forgets_the_address(invite: Callable[..., Invitation]) -> None:
    row = invite()
    invitations.decline(invitation=row, now=NOW)
    row.refresh_from_db()
    assert (row.declined_at, row.sealed_address) == (NOW, "")
    assert Entry.objects.get(verb="organisations.invitation_declined").actor_id is None


def test_the_sweep_forgets_the_addresses_of_expired_invitations(
    invite: Callable[..., Invitation], nigar: Person
) -> None:
    old, fresh = invite(), invite(Contact("email", "yeni@example.az"), token="another")
    Invitation.objects.filter(pk=old.pk).update(expires_at=NOW)
    assert invitations.sweep(now=NOW) == 1
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.sealed_address, bool(fresh.sealed_address)) == ("", True)


def test_a_former_member_s_invitation_shows_nothing_to_outsiders(
    invite: Callable[..., Invitation], draft: Organisation, babek: Person
) -> None:
    with pytest.raises(NotVisible):
        invitation_for(babek, draft.pk, invite().pk, now=NOW)
