"""The ledger room: acts, entries, changes, attempts, reads, seals and subscriptions.

What is always true here: a table of record is written inside an open act only, every change carries old and new
values under the entry of its own transaction, an entry is sealed within seconds, and nothing is ever removed.
"""
