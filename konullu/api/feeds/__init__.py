"""Feeds for other portals, readers and engines: RPDE with tombstones, Atom for any search, the site's map."""
