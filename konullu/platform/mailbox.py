"""Reading the mailbox of development (platform/gateways.py writes it)."""

from uuid import UUID

from django.db.models import QuerySet

from konullu.platform.errors import NotVisible
from konullu.platform.models import MailboxItem


def items_to(address: str) -> QuerySet[MailboxItem]:
    """Newest first; those to an address that contains the text, or all of them for ""."""
    items = MailboxItem.objects.order_by("-created_at", "-id")
    return items.filter(to__icontains=address) if address else items


def item_with(item_id: UUID) -> MailboxItem:
    """One letter, or NotVisible."""
    item = MailboxItem.objects.filter(pk=item_id).first()
    if item is None:
        raise NotVisible
    return item
