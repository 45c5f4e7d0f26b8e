"""What must be read again when it changes in public: words and what protects people, not dates and numbers."""

from konullu.opportunities.rules.details import Details

# A later day, more places or another phone can do no harm; words, pay and dangers can.
READ_AGAIN = (
    *("kind", "wordings", "roles", "direction", "age_min", "age_max"),
    *("papers", "hazards", "provided", "external_url"),
)


def needs_recheck(before: Details, after: Details) -> bool:
    """Did something change that the Union has read?"""
    return any(getattr(before, name) != getattr(after, name) for name in READ_AGAIN)
