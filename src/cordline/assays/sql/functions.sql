-- What is on record of a result or a decision is written once. The columns named with the trigger may be filled in
-- later, each once (a strike, an approval); no other column ever changes, whoever asks and whatever act is open.
CREATE FUNCTION public.assays_written_once() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    filled text;
BEGIN
    IF (before - TG_ARGV) IS DISTINCT FROM (after - TG_ARGV) THEN
        RAISE EXCEPTION 'a row of % is written once', TG_TABLE_NAME USING ERRCODE = 'CL301';
    END IF;
    FOREACH filled IN ARRAY TG_ARGV LOOP
        IF before -> filled NOT IN ('null'::jsonb, '""'::jsonb) AND before -> filled IS DISTINCT FROM after -> filled THEN
            RAISE EXCEPTION '% of % is filled in once', filled, TG_TABLE_NAME USING ERRCODE = 'CL301';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.assays_written_once() FROM PUBLIC;
