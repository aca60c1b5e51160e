"""The access room: organisations and sites, members of staff and their roles, sign-in, doors of pages, signatures.

Always true: authority comes from grants in force, read anew for each request; a page without a door opens for nobody; a
signature binds signer, meaning, time and exactly what was shown, by a proof made then and used once (I6, I12).
"""
