"""The pages of follow-up: contacts that are owed, adverse events and their clocks."""
