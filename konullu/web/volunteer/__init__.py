"""My space: profile, security, consents, guardians, my data, inbox."""
