"""The sentences of what the ledger itself refuses."""

from cordline.ground.refusal import register

register(
    {
        "access.viewing_reads_only": "You look on as {member}. Nothing can be changed or signed until you stop.",
        "access.role_missing": "This needs the role {needed}; {actor} does not hold it at {site}.",
        "ledger.key_missing": "This act came without its key. Load the page again and repeat it.",
        "ledger.key_reused": "This key was used before for another content. Nothing was changed; start again from a "
        "fresh page.",
        "ledger.connection_lost": "The database ended this act in the middle, so it was given up. Ask again: what was "
        "done is done once.",
        "ledger.took_too_long": "This took longer than two seconds, so it was given up and nothing was changed. Try "
        "again.",
        "ledger.time_without_zone": "The time {given} does not say its zone.",
        "ledger.time_ahead": "The time {given} lies ahead of the record's clock.",
        "ledger.promised_meanwhile": "Somebody else was faster: {what} was taken in the same moment.",
    }
)
