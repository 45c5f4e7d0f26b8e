"""The pages, split by audience: portal, volunteer, office, registry, on top of ui."""
