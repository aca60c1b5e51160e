-- No cell leaves a culture twice (I2): what was drawn and what remains is what was harvested, when the act commits.
CREATE FUNCTION lab_cells_balance() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_catalog
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT culture.code, culture.harvested_cells, culture.remaining_cells, coalesce(sum(draw.cells), 0) AS drawn
      INTO wrong
      FROM lab_culture culture LEFT JOIN lab_draw draw ON draw.culture_id = culture.id
     WHERE culture.id = CASE TG_TABLE_NAME WHEN 'lab_draw' THEN (to_jsonb(NEW) ->> 'culture_id')::bigint ELSE NEW.id END
     GROUP BY culture.id
    HAVING coalesce(sum(draw.cells), 0) <> coalesce(culture.harvested_cells, 0) - coalesce(culture.remaining_cells, 0);
    IF FOUND THEN
        RAISE EXCEPTION 'culture %: % drawn and % left of % harvested', wrong.code, wrong.drawn,
            wrong.remaining_cells, wrong.harvested_cells USING ERRCODE = 'CB003', CONSTRAINT = 'lab_cells_balance';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER cells_balance AFTER INSERT OR UPDATE ON lab_draw
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lab_cells_balance();
CREATE CONSTRAINT TRIGGER cells_balance AFTER INSERT OR UPDATE ON lab_culture
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lab_cells_balance();
