"""Writing letters into the outbox, in the transaction of their cause."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db import IntegrityError, transaction

from konullu.messaging import registry
from konullu.messaging.channels import Channel, channel_named
from konullu.messaging.kinds import BY_CODE
from konullu.messaging.models import Delivery, Message
from konullu.messaging.queries.letters import address_hash
from konullu.messaging.queries.notices import choices_of, held_until, ways_to
from konullu.messaging.rules.ways import ways_for
from konullu.platform import jobs
from konullu.platform.ids import new_id
from konullu.platform.letters import Letter, Words, render

if TYPE_CHECKING:
    from konullu.accounts.models import Person

DELIVER = "messaging.deliver"
QUEUE = "letters"
OPEN = (Delivery.State.QUEUED, Delivery.State.HELD, Delivery.State.SENDING)
CARRIED = (*OPEN, Delivery.State.SENT, Delivery.State.DELIVERED)  # on the way, or there


@transaction.atomic
def queue(
    *,
    to: "Person",
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    key: str | None = None,
    channels: Sequence[str] | None = None,
) -> Message:
    """Write a letter to a person: their language, their channels, their quiet hours. Rolled back with its cause.

    The words are frozen now. context may hold `url`, the full address that the letter's button leads to. key: the same
    key for the same person and template is the same letter, and the one already written is returned.
    channels: only these, whatever the person chose. No journal line: the cause has one, and the letter itself stays.
    """
    letter = registry.letter(template)
    earlier = _written(key, template, person=to)
    if earlier is not None:
        return earlier
    language = _known(to.language)
    words = _words(letter, {"recipient": to.name, **context}, language=language, time_zone=to.time_zone)
    message = _write(letter, words, context, language=language, now=now, key=key, person=to)
    if message is None:
        return _earlier_one(key, template, person=to)
    _send_out(message, to, now=now, asked=channels)
    return message


@transaction.atomic
def queue_to_address(
    *,
    channel: Literal["email", "sms"],
    address: str,
    language: str,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    key: str | None = None,
) -> Message:
    """Write a letter to somebody without an account: no inbox, no choices, no quiet hours. Else as `queue`."""
    letter = registry.letter(template)
    way = channel_named(channel)
    if way is None or way.is_home:
        raise ValueError(f"no channel {channel} leads to an address")
    digest = address_hash(address)
    earlier = _written(key, template, address_hash=digest)
    if earlier is not None:
        return earlier
    language = _known(language)
    words = _words(letter, context, language=language, time_zone=settings.TIME_ZONE)
    message = _write(letter, words, context, language=language, now=now, key=key, address_hash=digest)
    if message is None:
        return _earlier_one(key, template, address_hash=digest)
    _dispatch(message, way, address, now=now, held=None)
    return message


@transaction.atomic
def take_another_way(*, message: Message, now: datetime) -> None:
    """For a letter whose way out is gone, because the person has removed that phone or e-mail.

    Nothing when another way out carries it already; else the ways that the person's choices give today, if any is left.
    """
    person = message.person
    if person is None:
        raise ValueError("an address without an account has one way only")
    states = dict(message.deliveries.values_list("channel", "state"))
    home = {way.name for way, _ in ways_to(person) if way.is_home}
    if any(state in CARRIED for name, state in states.items() if name not in home):
        return
    _send_out(message, person, now=now, without=states)


def _send_out(
    message: Message,
    to: "Person",
    *,
    now: datetime,
    asked: Sequence[str] | None = None,
    without: Collection[str] = (),
) -> None:
    """One delivery on each channel that rules and choices give, but those `without`."""
    ways = ways_to(to)
    addresses = {way.name: address for way, address in ways}
    names = ways_for(
        reachable=[way for way, _ in ways],
        choices=choices_of(to.pk, message.kind),
        is_obligatory=BY_CODE[message.kind].is_obligatory,
        is_urgent=message.is_urgent,
        asked=asked,
    )
    for name in names:
        channel = channel_named(name)
        if channel is not None and name not in without:
            held = None if message.is_urgent else held_until(to, channel, now=now)
            _dispatch(message, channel, addresses[name], now=now, held=held)


def _words(letter: Letter, context: Mapping[str, Any], *, language: str, time_zone: str) -> Words:
    return render(
        template=letter.template,
        context={"site": settings.PUBLIC_URL, **context},
        language=language,
        time_zone=time_zone,
    )


def _write(
    letter: Letter,
    words: Words,
    context: Mapping[str, Any],
    *,
    language: str,
    now: datetime,
    key: str | None,
    **to: Any,
) -> Message | None:
    """The letter's row; None when another transaction has just written the same letter."""
    message = Message(
        created_at=now,
        template=letter.template,
        kind=letter.kind,
        is_urgent=letter.is_urgent,
        language=language,
        subject=words.subject,
        text=words.text,
        action=words.action[:120],
        url=str(context.get("url", "")),
        sms=words.sms,
        html=words.html,
        key=key,
        **to,
    )
    if key is None:
        message.save(force_insert=True)
        return message
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError as error:
        if _constraint(error) in ("message_once_for_a_person", "message_once_for_an_address"):
            return None
        raise
    return message


def _dispatch(message: Message, channel: Channel, address: str, *, now: datetime, held: datetime | None) -> None:
    delivery = Delivery(id=new_id(), created_at=now, message=message, channel=channel.name, address=address)
    if channel.is_home:
        delivery.state = Delivery.State.DELIVERED
        delivery.sent_at = delivery.ended_at = now
        delivery.save(force_insert=True)
        return
    delivery.state = Delivery.State.HELD if held else Delivery.State.QUEUED
    delivery.next_attempt_at = held or now
    delivery.save(force_insert=True)
    order_sending(delivery=delivery, at=held)


@transaction.atomic
def order_sending(*, delivery: Delivery, at: datetime | None) -> None:
    """The job that sends it, in this transaction; not before `at`."""
    priority = 10 if delivery.message.is_urgent else 0
    jobs.defer(DELIVER, at=at, queue=QUEUE, priority=priority, delivery_id=str(delivery.pk))


def _written(key: str | None, template: str, **to: Any) -> Message | None:
    return None if key is None else Message.objects.filter(key=key, template=template, **to).first()


def _earlier_one(key: str | None, template: str, **to: Any) -> Message:
    return Message.objects.get(key=key, template=template, **to)


def _constraint(error: IntegrityError) -> str | None:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
