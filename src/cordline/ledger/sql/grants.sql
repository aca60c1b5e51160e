REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO cordline_app, cordline_sealer;

GRANT SELECT ON ledger.house, ledger.entry, ledger.change, ledger.seal, ledger.attempt, ledger.reading,
    ledger.subscription, ledger.pending, ledger.delivered TO cordline_app;
GRANT INSERT ON ledger.attempt, ledger.reading, ledger.delivered TO cordline_app;
GRANT UPDATE, DELETE ON ledger.pending TO cordline_app;
GRANT EXECUTE ON FUNCTION ledger.now(), ledger.open(text, text, text, text, text),
    ledger.close(text, text, text, text, text, text, bytea, timestamptz, text, text[], text, jsonb),
    ledger.head(ledger.entry), ledger.settle_attempt(bigint, text, text[], jsonb, bigint),
    ledger.declare_demonstration(bigint), ledger.move_clock(interval), ledger.next_numbers(text, integer)
    TO cordline_app;

GRANT SELECT ON ledger.house, ledger.entry, ledger.change, ledger.seal TO cordline_sealer;
GRANT INSERT ON ledger.seal TO cordline_sealer;
GRANT EXECUTE ON FUNCTION ledger.head(ledger.entry) TO cordline_sealer;
