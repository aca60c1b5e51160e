"""The people room: every natural person, as ciphertext under a key of their own; elsewhere there is a code.

Always true: no name stands in clear in any table, history, log or backup; each reading of a name is kept; erasing
somebody destroys their key and leaves codes, lineage, seals and signatures verifying (I12).
"""
