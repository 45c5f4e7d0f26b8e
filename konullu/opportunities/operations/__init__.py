"""What can be done. One file for each topic; every operation is one transaction with one line in the journal."""
