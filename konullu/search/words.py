"""The closed lists of this domain."""

from django.utils.translation import pgettext_lazy

from konullu.platform.words import Word


class Sort(Word):
    FIT = "fit", pgettext_lazy("order", "Best fit")
    SOONEST = "soonest", pgettext_lazy("order", "Soonest")
    NEWEST = "newest", pgettext_lazy("order", "Newest")
    NEAREST = "nearest", pgettext_lazy("order", "Nearest")


class When(Word):
    """Windows of days, counted from today in Baku; a week begins on Monday."""

    TODAY = "today", pgettext_lazy("when", "Today")
    TOMORROW = "tomorrow", pgettext_lazy("when", "Tomorrow")
    WEEKEND = "weekend", pgettext_lazy("when", "This weekend")
    WEEK = "week", pgettext_lazy("when", "This week")
    NEXT_WEEK = "next_week", pgettext_lazy("when", "Next week")
    MONTH = "month", pgettext_lazy("when", "This month")


class Rhythm(Word):
    """How often a saved search writes."""

    DAILY = "daily", pgettext_lazy("saved search", "Every day")
    WEEKLY = "weekly", pgettext_lazy("saved search", "Every Monday")
    NEVER = "never", pgettext_lazy("saved search", "No letters")


class Source(Word):
    """Where somebody who joins an opportunity had seen it."""

    LIST = "list", pgettext_lazy("source", "A list of ours")
    SHARE = "share", pgettext_lazy("source", "A shared link")
    FEED = "feed", pgettext_lazy("source", "A feed")
    LETTER = "letter", pgettext_lazy("source", "A letter")
    EXTERNAL = "external", pgettext_lazy("source", "Another site")
    DIRECT = "direct", pgettext_lazy("source", "Directly")
