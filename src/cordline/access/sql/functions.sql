-- A signature made by the demonstration's proof exists in a database marked as demonstration only.
CREATE FUNCTION public.access_demonstration_only() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = ledger, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF NOT (SELECT demonstration FROM house) THEN
        RAISE EXCEPTION 'a demonstration proof signs nothing here' USING ERRCODE = 'CL007';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.access_demonstration_only() FROM PUBLIC;
