"""The console's own commands: run the house, bring the database up to date, look after it."""
