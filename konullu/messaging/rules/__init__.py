"""Which way a letter goes, when, how often it is tried, and what an SMS costs. Pure."""
