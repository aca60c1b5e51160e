-- What was filled is what is there (I2): a lot says how many containers it filled, and bears exactly as many.
-- No more than that is checked at each statement, no fewer when the act commits.
CREATE FUNCTION bank_containers_within_lot() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_catalog
AS $$
DECLARE
    worst record;
BEGIN
    SELECT lot.code, lot.filled, count(*) AS found INTO worst
      FROM bank_lot lot JOIN bank_container held ON held.lot_id = lot.node_id
     WHERE lot.node_id IN (SELECT lot_id FROM born_rows)
     GROUP BY lot.code, lot.filled HAVING count(*) > lot.filled LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'lot % was filled into % containers, not %', worst.code, worst.filled, worst.found
            USING ERRCODE = 'CB001', CONSTRAINT = 'bank_lot_balance';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION bank_lot_filled() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_catalog
AS $$
DECLARE
    found bigint;
BEGIN
    SELECT count(*) INTO found FROM bank_container held WHERE held.lot_id = NEW.node_id;
    IF found <> NEW.filled THEN
        RAISE EXCEPTION 'lot % was filled into % containers, not %', NEW.code, NEW.filled, found
            USING ERRCODE = 'CB001', CONSTRAINT = 'bank_lot_balance';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER containers_within_lot AFTER INSERT ON bank_container
    REFERENCING NEW TABLE AS born_rows FOR EACH STATEMENT EXECUTE FUNCTION bank_containers_within_lot();
CREATE CONSTRAINT TRIGGER lot_filled AFTER INSERT OR UPDATE ON bank_lot
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_lot_filled();

-- A promise repeats whose own cells the container holds, so that a check of one row can refuse a stranger (I4).
ALTER TABLE bank_reservation ADD CONSTRAINT bank_reservation_owner
    FOREIGN KEY (container_id, autologous_for) REFERENCES bank_container (id, autologous_for);

-- A container leaves the cold once: what has been thawed, used up, destroyed or lost never becomes cold again.
CREATE FUNCTION bank_container_forward() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_catalog
AS $$
DECLARE
    wrong text;
BEGIN
    SELECT after_row.code INTO wrong FROM before_rows before_row JOIN after_rows after_row USING (id)
     WHERE (before_row.state IN ('consumed', 'destroyed', 'lost') AND after_row.state <> before_row.state)
        OR (before_row.state = 'thawed' AND after_row.state NOT IN ('thawed', 'consumed', 'destroyed'))
        OR (before_row.thawed_at IS NOT NULL AND after_row.thawed_at IS DISTINCT FROM before_row.thawed_at)
        OR before_row.lot_id <> after_row.lot_id OR before_row.code <> after_row.code
        OR before_row.cells <> after_row.cells OR before_row.volume_ml <> after_row.volume_ml
        OR before_row.autologous_for <> after_row.autologous_for
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'container % cannot go back, nor change what is in it', wrong
            USING ERRCODE = 'CB002', CONSTRAINT = 'bank_container_forward';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER container_forward AFTER UPDATE ON bank_container
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bank_container_forward();
