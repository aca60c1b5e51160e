-- A person's key is never changed, and is removed only by the act that erases the person: a key lost otherwise would
-- make a patient's name unreadable.
CREATE FUNCTION public.people_key_only_by_erasure() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF TG_OP = 'DELETE' AND nullif(current_setting('cordline.entry', true), '') IS NOT NULL
       AND EXISTS (SELECT 1 FROM people_person p WHERE p.code = OLD.person AND p.erased_at IS NOT NULL) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the key of a person goes by erasure only' USING ERRCODE = 'CL006';
END $$;
REVOKE ALL ON FUNCTION public.people_key_only_by_erasure() FROM PUBLIC;
