CREATE SCHEMA ledger;

-- One row: what this database is. The clock offset exists for demonstrations only.
CREATE TABLE ledger.house (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    era integer NOT NULL DEFAULT 1 CHECK (era > 0),
    demonstration boolean NOT NULL DEFAULT false,
    seed bigint,
    clock_offset interval NOT NULL DEFAULT '0',
    CONSTRAINT house_clock_moves_in_demonstrations_only CHECK (demonstration OR clock_offset = '0')
);
INSERT INTO ledger.house DEFAULT VALUES;

CREATE SEQUENCE ledger.entry_id;
CREATE SEQUENCE ledger.change_id CACHE 32;

CREATE TABLE ledger.entry (
    id bigint PRIMARY KEY,
    xact xid8 NOT NULL,
    era integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    occurred_at timestamptz,
    site text NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    behalf text NOT NULL,
    station text NOT NULL,
    verb text NOT NULL CHECK (verb <> ''),
    key text NOT NULL CHECK (key <> '' AND length(key) <= 100),
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    subject text NOT NULL,
    units text[] NOT NULL,
    reason text NOT NULL,
    payload jsonb NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    CONSTRAINT entry_id_xact UNIQUE (id, xact),
    CONSTRAINT entry_repeat UNIQUE (actor, verb, key)
);
CREATE INDEX entry_seal_order ON ledger.entry (era, xact, id);
CREATE INDEX entry_subject ON ledger.entry (subject, id);
CREATE INDEX entry_units ON ledger.entry USING gin (units);
CREATE INDEX entry_time ON ledger.entry USING brin (recorded_at);

CREATE TABLE ledger.change (
    id bigint NOT NULL,
    entry bigint NOT NULL,
    xact xid8 NOT NULL,
    tab text NOT NULL,
    row_id bigint NOT NULL,
    op "char" NOT NULL,
    old jsonb,
    new jsonb,
    PRIMARY KEY (entry, id),
    -- A change belongs to an entry of its own transaction: a commit without its entry fails.
    CONSTRAINT change_has_its_entry FOREIGN KEY (entry, xact) REFERENCES ledger.entry (id, xact)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX change_row ON ledger.change (tab, row_id);

CREATE TABLE ledger.seal (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    era integer NOT NULL,
    lo xid8 NOT NULL,
    hi xid8 NOT NULL CHECK (hi > lo),
    entries integer NOT NULL CHECK (entries > 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    prev bytea NOT NULL CHECK (length(prev) = 32),
    alarm bigint[] NOT NULL DEFAULT '{}',
    hash bytea NOT NULL CHECK (length(hash) = 32),
    signature bytea NOT NULL CHECK (length(signature) = 64),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT seal_one_per_place UNIQUE (era, lo),
    CONSTRAINT seal_one_after_each UNIQUE (prev)
);

-- Every scan, every refusal and every failed sign-in: what was asked, and what came of it.
CREATE TABLE ledger.attempt (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    site text NOT NULL,
    station text NOT NULL,
    verb text NOT NULL,
    key text NOT NULL,
    content_hash bytea,
    subject text NOT NULL,
    raw text NOT NULL,
    source text NOT NULL,
    device_at timestamptz,
    outcome text NOT NULL DEFAULT 'pending' CHECK (outcome IN ('pending', 'done', 'refused', 'failed')),
    codes text[] NOT NULL DEFAULT '{}',
    reasons jsonb NOT NULL DEFAULT '[]',
    entry bigint REFERENCES ledger.entry (id),
    CONSTRAINT attempt_refused_has_reasons CHECK ((outcome = 'refused') = (cardinality(codes) > 0))
);
CREATE INDEX attempt_subject ON ledger.attempt (subject, id);
CREATE INDEX attempt_time ON ledger.attempt USING brin (at);

-- Who opened whose record.
CREATE TABLE ledger.reading (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    site text NOT NULL,
    person text NOT NULL CHECK (person <> ''),
    what text NOT NULL,
    reason text NOT NULL DEFAULT ''
);
CREATE INDEX reading_person ON ledger.reading (person, id);

CREATE TABLE ledger.subscription (
    subscriber text NOT NULL,
    verb text NOT NULL,
    PRIMARY KEY (verb, subscriber)
);
CREATE TABLE ledger.pending (
    subscriber text NOT NULL,
    entry bigint NOT NULL REFERENCES ledger.entry (id) DEFERRABLE INITIALLY DEFERRED,
    due timestamptz NOT NULL DEFAULT clock_timestamp(),
    born timestamptz NOT NULL DEFAULT clock_timestamp(),
    tries integer NOT NULL DEFAULT 0,
    last_error text NOT NULL DEFAULT '',
    PRIMARY KEY (subscriber, entry)
);
CREATE INDEX pending_due ON ledger.pending (due);
CREATE TABLE ledger.delivered (
    subscriber text NOT NULL,
    entry bigint NOT NULL REFERENCES ledger.entry (id),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (subscriber, entry)
);
