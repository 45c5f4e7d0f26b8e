"""Demo data, made through the same operations that people use; it also feeds tests and screenshots."""
