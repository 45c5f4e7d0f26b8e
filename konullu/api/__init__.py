"""The open API: JSON for other systems and for the pocket app."""
