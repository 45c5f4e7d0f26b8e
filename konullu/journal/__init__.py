"""The journal: who did what to what, when, and on whose behalf. Append only; the database itself refuses changes.

It stores kinds and ids as plain values and knows no other domain, so that it survives erasure.
"""
