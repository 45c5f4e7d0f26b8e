"""Engines: pure computing without Django, the database or the clock. Ranking lives here; others join with their use."""
