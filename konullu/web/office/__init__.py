"""The organisations' office: registration, team, letters; for their teams."""
