"""Models that are not of record, each with the reason: nothing clinical may be lost or silently changed in them."""

REASONS = {
    "ledger.Entry": "the record itself: written by ledger.close alone, sealed, refused to everybody else",
    "ledger.Change": "the record itself: written by the capture triggers alone",
    "ledger.Attempt": "what was asked for, before anybody judged it: append-only by right and trigger",
    "ledger.Reading": "who opened whose record: append-only by right and trigger",
}
# Records of the whole house, the same at every site.
WITHOUT_SITE: dict[str, str] = {}
