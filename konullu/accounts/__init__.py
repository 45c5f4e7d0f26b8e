"""Accounts: people, how they sign in, their guardians, their consents, and what is kept or erased about them.

Words: a person is anybody who uses Könüllü; a minor is under 18 (Civil Code art. 28); a guardian is the legal
representative of a minor; a consent is one entry of the ledger with the six items of the Personal Data Law
998-IIIQ (docs/law.md, AZ-8); a second factor is a passkey or a time code, never an SMS.
"""
