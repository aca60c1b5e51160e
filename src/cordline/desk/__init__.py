"""The pages over several rooms: home, scan and search, the palette, the audit trail, the inspector's view.

The desk owns no table. It wires the frame of the pages to the ledger and to sign-in, which the web room may not know.
"""
