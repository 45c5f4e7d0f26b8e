from konullu.messaging.operations.outbox import queue, queue_to_address

__all__ = ["queue", "queue_to_address"]
