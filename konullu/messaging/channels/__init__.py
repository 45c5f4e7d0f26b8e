"""The ways a letter can go. A new one is a class like those here, named in settings.MESSAGING_CHANNELS."""

from django.conf import settings
from django.utils.module_loading import import_string

from konullu.messaging.channels.channel import Channel, Outcome, Parcel

__all__ = ["Channel", "Outcome", "Parcel", "channel_named", "channels"]


def channels() -> list[Channel]:
    """All that are installed, in the order of the settings. They hold no state, so making them anew costs nothing."""
    return [import_string(path)() for path in settings.MESSAGING_CHANNELS]


def channel_named(name: str) -> Channel | None:
    """None when a letter waits for a channel that has been taken out of the settings."""
    return next((channel for channel in channels() if channel.name == name), None)
