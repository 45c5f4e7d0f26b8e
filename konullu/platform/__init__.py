"""The ground floor: database base, clock, errors, facts, files, text and secrets, with no business words.

Words: a Refusal is one reason why an act is not done, with its next step; Refused carries them all together.
A fact is something that has happened; reactions.py says what follows from it. NotVisible means "for you this
does not exist" and becomes a 404.
"""
