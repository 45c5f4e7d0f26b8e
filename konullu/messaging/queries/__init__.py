from konullu.messaging.queries.inbox import inbox_page, message_visible_to, unread_count, ways_of

__all__ = ["inbox_page", "message_visible_to", "unread_count", "ways_of"]
