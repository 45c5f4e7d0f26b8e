from konullu.messaging.models.notices import ChannelChoice, QuietHours
from konullu.messaging.models.outbox import Delivery, Message

__all__ = ["ChannelChoice", "Delivery", "Message", "QuietHours"]
