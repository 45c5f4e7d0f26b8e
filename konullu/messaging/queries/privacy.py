"""A person's traces in messaging: for the copy of their data, and to find them when they leave."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from konullu.accounts.rules.export import Section
from konullu.messaging.models import ChannelChoice, Delivery, Message, QuietHours
from konullu.messaging.queries.letters import address_hashes

if TYPE_CHECKING:
    from konullu.accounts.models import Person


def hashes_of_addresses_of(person_id: UUID) -> list[str]:
    """How letters to this person's phone and e-mail are marked, under all keys."""
    row = get_user_model().objects.filter(pk=person_id).values_list("phone", "email").first()
    return [digest for address in row or () if address for digest in address_hashes(address)]


def letters_section(person: "Person") -> Section:
    """Every letter to the person, for the copy of their data (accounts.operations.export)."""
    letters = Message.objects.filter(person=person).prefetch_related("deliveries").order_by("created_at")
    return Section(
        title=_("Letters"),
        columns={
            "written_at": _("Written"),
            "subject": _("Subject"),
            "text": _("Text"),
            "ways": _("Ways"),
            "read_at": _("Read"),
        },
        rows=[
            {
                "written_at": letter.created_at,
                "subject": letter.subject,
                "text": letter.text,
                "ways": ", ".join(_way(delivery) for delivery in letter.deliveries.all()),
                "read_at": letter.read_at,
            }
            for letter in letters
        ],
    )


def notices_section(person: "Person") -> Section:
    """What the person chose about letters."""
    chosen = ChannelChoice.objects.filter(person=person).order_by("kind", "channel")
    hours = QuietHours.objects.filter(person=person)
    return Section(
        title=_("Choices about letters"),
        columns={"what": _("What"), "choice": _("Choice"), "since": _("Since")},
        rows=[
            *({"what": f"{row.kind}, {row.channel}", "choice": row.is_on, "since": row.created_at} for row in chosen),
            *(
                {"what": "quiet_hours", "choice": f"{row.starts or ''}–{row.ends or ''}", "since": row.created_at}
                for row in hours
            ),
        ],
    )


def _way(delivery: Delivery) -> str:
    return f"{delivery.channel} {delivery.address} {delivery.state}".replace("  ", " ")
