"""Public pages: home, organisations, sign-up and sign-in; no account needed."""
