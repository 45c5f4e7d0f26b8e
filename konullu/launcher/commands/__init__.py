"""One module a command: its words, its options, and the call that does the work."""
