"""Who a national identity belongs to, and requests to change what it has locked."""

from uuid import UUID

from django.db.models import Q

from konullu.accounts.identity import NationalIdentity
from konullu.accounts.models import LinkedIdentity, NameChangeRequest, Person
from konullu.platform.errors import NotVisible
from konullu.platform.secrets import keyed_hash, keyed_hashes


def subject_hash(identity: NationalIdentity) -> str:
    return keyed_hash("identity-subject", f"{identity.issuer}\n{identity.subject}")


def locked_link(identity: NationalIdentity) -> LinkedIdentity | None:
    """The link of this identity, by its subject or, after a change of provider, by its FIN; locked."""
    by_subject = Q(
        issuer=identity.issuer,
        subject_hash__in=keyed_hashes("identity-subject", f"{identity.issuer}\n{identity.subject}"),
    )
    by_fin = Q(fin_hash__in=keyed_hashes("fin", identity.fin)) if identity.fin else Q(pk__in=[])
    links = LinkedIdentity.objects.select_for_update(of=["self"]).select_related("person")
    return links.filter(by_subject).first() or links.filter(by_fin).first()


def has_identity(person: Person) -> bool:
    return LinkedIdentity.objects.filter(person=person).exists()


def identity_of(person: Person) -> LinkedIdentity | None:
    return LinkedIdentity.objects.filter(person=person).first()


def name_change_of(person: Person) -> NameChangeRequest | None:
    """The latest request of a person, open or decided."""
    return NameChangeRequest.objects.filter(person=person).order_by("-created_at").first()


def open_name_changes() -> list[NameChangeRequest]:
    """For the Union's staff only (the door checks that): the longest wait first."""
    requests = NameChangeRequest.objects.filter(state=NameChangeRequest.State.OPEN)
    return list(requests.select_related("person").order_by("created_at"))


def decided_name_changes(*, at_most: int = 20) -> list[NameChangeRequest]:
    """For the Union's staff only (the door checks that): the latest decisions."""
    requests = NameChangeRequest.objects.filter(state__in=["approved", "refused"])
    return list(requests.select_related("person", "decided_by").order_by("-decided_at")[:at_most])


def name_change_by_id(request_id: UUID) -> NameChangeRequest:
    """For the Union's staff only (the door checks that), or NotVisible."""
    request = NameChangeRequest.objects.select_related("person").filter(id=request_id).first()
    if request is None:
        raise NotVisible
    return request
