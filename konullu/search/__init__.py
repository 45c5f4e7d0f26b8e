"""Search: a reader of its own over what is public. It reads the domains below; none of them reads it.

Words: a document is the copy of one public opportunity, made for finding, kept by facts and rebuilt by a command; an
asking is everything a person may ask for at once, and each is an address; a tally counts impressions and connections
of an opportunity, never of a person; a saved search is an asking that comes back as a letter.
"""
