"""The clock's door: the timetable of the worker. Tasks themselves live in their domains."""
