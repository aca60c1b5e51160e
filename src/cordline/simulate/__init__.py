"""The simulate room: a year in the life of an invented clinic, told through the services that people use.

What is always true here: it runs in a demonstration database only, every step is an ordinary act by an actor with the
right role, its signatures bear the demonstration kind, and the same seed tells the same year.
"""
