"""Does it still stand? What is over is closed; what has no end is asked about, and closed when nobody answers."""

from datetime import timedelta

ASK_AFTER = timedelta(days=60)  # without a word from the organisation
ANSWER_WITHIN = timedelta(days=14)
OVER_AFTER_START = timedelta(days=1)  # one that begins once and names no end
