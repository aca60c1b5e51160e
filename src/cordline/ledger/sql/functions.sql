-- The database's clock: real time, moved by an offset in a demonstration only.
CREATE FUNCTION ledger.now() RETURNS timestamptz LANGUAGE sql VOLATILE
    SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$ SELECT clock_timestamp() + clock_offset FROM ledger.house $$;

-- An act begins: isolation checked, its key and then the gate taken, the key looked up, and only then its number
-- given. ``p_limit`` ends a transaction (and its connection) that lives longer. Each statement of this function sees what is committed when it starts, so that what is read after the lock
-- is never older than the lock.
CREATE FUNCTION ledger.open(p_verb text, p_actor text, p_key text, p_gate text, p_limit text DEFAULT NULL)
RETURNS TABLE (entry bigint, at timestamptz, known bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    found_id bigint;
    found_now timestamptz;
    patience text := current_setting('lock_timeout');
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'an act runs in READ COMMITTED only' USING ERRCODE = 'CL003';
    END IF;
    IF nullif(current_setting('cordline.entry', true), '') IS NOT NULL THEN
        RAISE EXCEPTION 'an act is open already' USING ERRCODE = 'CL004';
    END IF;
    IF p_limit IS NOT NULL THEN
        -- A running timer is not set anew by a new value; it must be stopped first.
        PERFORM set_config('transaction_timeout', '0', true);
        PERFORM set_config('transaction_timeout', p_limit, true);
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(p_actor || chr(31) || p_verb || chr(31) || p_key, 20));
    IF p_gate = 'shared' THEN
        PERFORM pg_advisory_xact_lock_shared(4201);
    ELSIF p_gate = 'exclusive' THEN
        PERFORM set_config('lock_timeout', '200ms', true);
        PERFORM pg_advisory_xact_lock(4201);
        PERFORM set_config('lock_timeout', patience, true);
    END IF;
    SELECT e.id INTO found_id FROM entry e WHERE e.actor = p_actor AND e.verb = p_verb AND e.key = p_key;
    SELECT clock_timestamp() + h.clock_offset INTO found_now FROM house h;
    IF found_id IS NOT NULL THEN
        RETURN QUERY SELECT NULL::bigint, found_now, found_id;
    ELSE
        RETURN QUERY SELECT set_config('cordline.entry', nextval('entry_id')::text, true)::bigint, found_now, NULL::bigint;
    END IF;
END $$;

-- What an entry's hash covers, besides the changes it caused. jsonb text holds no raw newline, so the framing with
-- the change lines cannot be forged.
CREATE FUNCTION ledger.head(e ledger.entry) RETURNS text LANGUAGE sql STABLE
    SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
    SELECT jsonb_build_array(e.id, e.xact::text, e.era, extract(epoch FROM e.recorded_at)::text,
        extract(epoch FROM e.occurred_at)::text, e.site, e.actor, e.behalf, e.station, e.verb, e.key,
        encode(e.content_hash, 'hex'), e.subject, to_jsonb(e.units), e.reason, e.payload)::text
$$;

CREATE FUNCTION ledger.close(
    p_actor text, p_behalf text, p_site text, p_station text, p_verb text, p_key text, p_content_hash bytea,
    p_occurred timestamptz, p_subject text, p_units text[], p_reason text, p_payload jsonb
) RETURNS TABLE (id bigint, recorded_at timestamptz, hash bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    e entry;
    lines text;
BEGIN
    e.id := nullif(current_setting('cordline.entry', true), '')::bigint;
    IF e.id IS NULL THEN
        RAISE EXCEPTION 'no act is open' USING ERRCODE = 'CL001';
    END IF;
    e.xact := pg_current_xact_id();
    SELECT h.era, clock_timestamp() + h.clock_offset INTO e.era, e.recorded_at FROM house h;
    e.occurred_at := p_occurred; e.site := p_site; e.actor := p_actor; e.behalf := p_behalf;
    e.station := p_station; e.verb := p_verb; e.key := p_key; e.content_hash := p_content_hash;
    e.subject := p_subject; e.units := p_units; e.reason := p_reason; e.payload := p_payload;
    SELECT string_agg(E'\n' || jsonb_build_array(c.id, c.tab, c.row_id, c.op, c.old, c.new)::text, '' ORDER BY c.id)
      INTO lines FROM change c WHERE c.entry = e.id;
    e.hash := sha256(convert_to(head(e) || coalesce(lines, ''), 'UTF8'));
    INSERT INTO entry SELECT e.*;
    INSERT INTO pending (subscriber, entry)
        SELECT s.subscriber, e.id FROM subscription s WHERE s.verb = p_verb;
    PERFORM set_config('cordline.entry', '', true);
    RETURN QUERY SELECT e.id, e.recorded_at, e.hash;
END $$;

-- The capture: statement level, old and new values, under the open act only. The alias is one that no column bears.
CREATE FUNCTION ledger.opened(p_table text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    number bigint := nullif(current_setting('cordline.entry', true), '')::bigint;
BEGIN
    IF number IS NULL THEN
        RAISE EXCEPTION 'a write to % outside an act', p_table USING ERRCODE = 'CL001';
    END IF;
    IF EXISTS (SELECT 1 FROM entry e WHERE e.id = number) THEN
        RAISE EXCEPTION 'a write to % under a closed act', p_table USING ERRCODE = 'CL002';
    END IF;
    RETURN number;
END $$;

-- The variable bears a name that no column of a record has: `number` met the column of a licence.
CREATE FUNCTION ledger.capture_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    cordline_entry bigint := opened(TG_TABLE_NAME);
BEGIN
    INSERT INTO change (id, entry, xact, tab, row_id, op, new)
        SELECT nextval('change_id'), cordline_entry, pg_current_xact_id(), TG_TABLE_NAME, cordline_new_row.id, 'i',
               to_jsonb(cordline_new_row)
          FROM new_rows cordline_new_row;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger.capture_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    cordline_entry bigint := opened(TG_TABLE_NAME);
BEGIN
    IF (SELECT count(*) FROM old_rows cordline_old_row JOIN new_rows cordline_new_row USING (id))
       <> (SELECT count(*) FROM new_rows cordline_new_row) THEN
        RAISE EXCEPTION 'the id of a row of % never changes', TG_TABLE_NAME USING ERRCODE = 'CL005';
    END IF;
    INSERT INTO change (id, entry, xact, tab, row_id, op, old, new)
        SELECT nextval('change_id'), cordline_entry, pg_current_xact_id(), TG_TABLE_NAME, both_rows.id, 'u',
               difference.old_values, difference.new_values
          FROM (SELECT cordline_new_row.id, to_jsonb(cordline_old_row) AS before, to_jsonb(cordline_new_row) AS after
                  FROM old_rows cordline_old_row JOIN new_rows cordline_new_row
                    ON cordline_old_row.id = cordline_new_row.id) both_rows,
               LATERAL (SELECT jsonb_object_agg(o.key, o.value) AS old_values, jsonb_object_agg(o.key, n.value) AS new_values
                          FROM jsonb_each(both_rows.before) o JOIN jsonb_each(both_rows.after) n USING (key)
                         WHERE o.value IS DISTINCT FROM n.value) difference
         WHERE difference.old_values IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger.refuse_removal() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    RAISE EXCEPTION 'nothing is removed from %', TG_TABLE_NAME USING ERRCODE = 'CL006';
END $$;

CREATE FUNCTION ledger.settle_attempt(p_id bigint, p_outcome text, p_codes text[], p_reasons jsonb, p_entry bigint)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    UPDATE attempt SET outcome = p_outcome, codes = p_codes, reasons = p_reasons, entry = p_entry
     WHERE attempt.id = p_id AND attempt.outcome = 'pending';
    RETURN FOUND;
END $$;

CREATE FUNCTION ledger.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF TG_TABLE_NAME = 'attempt' AND TG_OP = 'UPDATE' THEN
        IF OLD.outcome = 'pending' AND NEW.outcome <> 'pending'
           AND (NEW.id, NEW.at, NEW.actor, NEW.raw, NEW.verb, NEW.key, NEW.subject)
               IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.actor, OLD.raw, OLD.verb, OLD.key, OLD.subject) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the record %.% is never rewritten', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'CL006';
END $$;

CREATE FUNCTION ledger.declare_demonstration(p_seed bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM house WHERE demonstration) THEN RETURN; END IF;
    IF EXISTS (SELECT 1 FROM entry) THEN
        RAISE EXCEPTION 'this database holds real records' USING ERRCODE = 'CL007';
    END IF;
    UPDATE house SET demonstration = true, seed = p_seed;
END $$;

CREATE FUNCTION ledger.move_clock(p_to interval) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF NOT (SELECT demonstration FROM house) THEN
        RAISE EXCEPTION 'only a demonstration moves its clock' USING ERRCODE = 'CL007';
    END IF;
    UPDATE house SET clock_offset = p_to;
    RETURN clock_timestamp() + p_to;
END $$;

CREATE FUNCTION ledger.next_numbers(p_kind text, p_count integer) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF p_count NOT BETWEEN 1 AND 100000 THEN
        RAISE EXCEPTION 'between 1 and 100,000 numbers at once' USING ERRCODE = '22003';
    END IF;
    RETURN QUERY SELECT nextval(('ledger.number_' || lower(p_kind))::regclass) FROM generate_series(1, p_count);
END $$;

DO $$
DECLARE watched text;
BEGIN
    FOREACH watched IN ARRAY ARRAY['entry', 'change', 'seal', 'attempt', 'reading'] LOOP
        EXECUTE format('CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON ledger.%I '
                       'FOR EACH ROW EXECUTE FUNCTION ledger.refuse_rewrite()', watched);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger.%I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewrite()', watched);
    END LOOP;
END $$;
