"""Tags for letters and papers."""
