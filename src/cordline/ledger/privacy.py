"""How each of the ledger's fields is classed (I12): it knows people by code only."""

PRIVACY = {
    **{
        f"Entry.{name}": "operational"
        for name in ("id", "era", "recorded_at", "occurred_at", "site", "station", "verb", "key", "content_hash",
                     "hash")
    },
    **{f"Entry.{name}": "code" for name in ("actor", "behalf", "subject", "units")},
    "Entry.reason": "clinical",
    "Entry.payload": "clinical",
    **{f"Change.{name}": "operational" for name in ("id", "entry", "tab", "row_id", "op")},
    "Change.old": "clinical",
    "Change.new": "clinical",
    **{
        f"Seal.{name}": "operational"
        for name in ("id", "era", "entries", "root", "prev", "alarm", "hash", "signature", "sealed_at")
    },
    **{
        f"Attempt.{name}": "operational"
        for name in (
            "id", "at", "site", "station", "verb", "key", "content_hash", "source", "device_at", "outcome", "codes",
            "entry",
        )
    },
    **{f"Attempt.{name}": "code" for name in ("actor", "subject")},
    "Attempt.raw": "clinical",
    "Attempt.reasons": "clinical",
    **{f"Reading.{name}": "operational" for name in ("id", "at", "site", "what")},
    **{f"Reading.{name}": "code" for name in ("actor", "person")},
    "Reading.reason": "clinical",
}  # fmt: skip
