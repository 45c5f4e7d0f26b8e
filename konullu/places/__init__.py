"""Places: countries, their subdivisions (ISO 3166-2), cities with coordinates, and outlines for our own maps."""
