"""One command: starts the database, the web server and the worker; looks after them; backs up and restores."""
