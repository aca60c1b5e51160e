"""The editor's desk: drafting, translating, approving and letting out what visitors read."""
