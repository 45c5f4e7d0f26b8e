"""Letters that go out below messaging: codes and notices of security, straight through the gateways."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from konullu.accounts.rules.contacts import EMAIL, Contact
from konullu.platform import jobs
from konullu.platform.gateways import send_mail, send_sms
from konullu.platform.ids import new_id
from konullu.platform.letters import render
from konullu.platform.secrets import seal, unseal

DELIVER = "accounts.deliver_letter"
QUEUE = "codes"
URGENT = 50


def post(
    *, to: Contact, template: str, context: Mapping[str, object], language: str, until: datetime | None = None
) -> None:
    """Hand a letter to the worker, in the transaction of its cause. Address and words are sealed in the job.

    until: after this moment the letter is of no use and is dropped.
    """
    letter = {
        "kind": to.kind,
        "to": to.value,
        "template": template,
        "context": {key: str(value) for key, value in context.items()},
        "language": language,
        "until": until.isoformat() if until else None,
    }
    jobs.defer(DELIVER, queue=QUEUE, priority=URGENT, sealed=seal(json.dumps(letter)), reference=str(new_id()))


def deliver(*, sealed: str, reference: str, now: datetime) -> bool:
    """Send a sealed letter; False when its time is over. Raises GatewayRefused or GatewayUnavailable."""
    letter = json.loads(unseal(sealed))
    if letter["until"] and datetime.fromisoformat(letter["until"]) <= now:
        return False
    with translation.override(letter["language"]):
        context = {**letter["context"], **_addresses()}
    if "at" in context:
        context["at"] = datetime.fromisoformat(context["at"])
    words = render(
        template=f"accounts/letters/{letter['template']}",
        context=context,
        language=letter["language"],
        time_zone=settings.TIME_ZONE,
    )
    if letter["kind"] == EMAIL:
        send_mail(
            to=letter["to"],
            subject=words.subject,
            text=words.text + "\n",
            headers={"Message-ID": f"<{reference}@{_host()}>", "Auto-Submitted": "auto-generated"},
        )
    else:
        send_sms(to=letter["to"], text=words.sms, reference=reference)
    return True


def _addresses() -> dict[str, str]:
    """The pages that a letter leads to, by the names of their routes."""
    return {"site": settings.PUBLIC_URL, "devices_url": f"{settings.PUBLIC_URL}{reverse('volunteer:devices')}"}


def _host() -> str:
    return settings.PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
