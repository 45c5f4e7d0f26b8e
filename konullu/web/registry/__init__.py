"""The Union and the state: accreditation queue, staff decisions, dead letters."""
