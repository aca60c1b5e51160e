-- What must hold of public sentences whoever writes, also by SQL as the application's role (I11).

-- A shown claim is bound to everything it rests on, and every source stands as it stood when the claim was let out.
-- The sources are locked: a withdrawal that commits meanwhile is waited for, and then seen.
CREATE FUNCTION public.knowledge_claim_stands(p_sentence bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
DECLARE
    said knowledge_sentence;
BEGIN
    SELECT * INTO said FROM knowledge_sentence s WHERE s.id = p_sentence;
    IF said.state <> 'shown' OR said.mark = 'plain' THEN RETURN; END IF;
    IF cardinality(said.rests_on) = 0 OR EXISTS (
        SELECT 1 FROM unnest(said.rests_on) wanted
         WHERE NOT EXISTS (SELECT 1 FROM knowledge_binding b WHERE b.sentence_id = said.id AND b.reference = wanted)
    ) THEN
        RAISE EXCEPTION 'the claim % is shown without its binding', p_sentence
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_claim_is_bound';
    END IF;
    PERFORM 1 FROM knowledge_source x
      WHERE x.id IN (SELECT b.source_id FROM knowledge_binding b WHERE b.sentence_id = said.id) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM knowledge_binding b JOIN knowledge_source x ON x.id = b.source_id
         WHERE b.sentence_id = said.id AND (x.standing, x.verdict) IS DISTINCT FROM (b.standing_seen, b.verdict_seen)
    ) THEN
        RAISE EXCEPTION 'the claim % is shown, but a source of it no longer stands as it did', p_sentence
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_claim_stands';
    END IF;
    -- Bound or not: nothing rests on what was retracted, and nothing is supported by superseded sources alone.
    IF EXISTS (
        SELECT 1 FROM knowledge_binding b JOIN knowledge_source x ON x.id = b.source_id
         WHERE b.sentence_id = said.id AND x.standing = 'retracted'
    ) OR said.verdict = 'supported' AND NOT EXISTS (
        SELECT 1 FROM knowledge_binding b LEFT JOIN knowledge_source x ON x.id = b.source_id
         WHERE b.sentence_id = said.id AND (x.id IS NULL OR x.standing = 'current')
    ) THEN
        RAISE EXCEPTION 'the claim % is shown on nothing that stands', p_sentence
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_claim_stands';
    END IF;
END $$;

CREATE FUNCTION public.knowledge_sentence_checked() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    PERFORM knowledge_claim_stands(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION public.knowledge_source_checked() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    IF (NEW.standing, NEW.verdict) IS DISTINCT FROM (OLD.standing, OLD.verdict) THEN
        PERFORM knowledge_claim_stands(b.sentence_id) FROM knowledge_binding b WHERE b.source_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

-- What was once let out keeps its words and its marking; only the named columns move on, and withdrawn is the end.
CREATE FUNCTION public.knowledge_settled() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    IF OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn' OR OLD.state <> 'draft' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'what was % does not become % again', OLD.state, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_no_way_back';
    END IF;
    IF OLD.state <> 'draft' AND (to_jsonb(OLD) - TG_ARGV) IS DISTINCT FROM (to_jsonb(NEW) - TG_ARGV) THEN
        RAISE EXCEPTION 'what was let out keeps its words and marks'
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_words_are_settled';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.knowledge_never_changes() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'a row of % is written once', TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'knowledge_written_once';
END $$;

-- A real house shows no unreviewed words and no figure made from invented records.
CREATE FUNCTION public.knowledge_edition_checked() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    IF NOT (SELECT demonstration FROM ledger.house)
       AND (SELECT review FROM knowledge_wording WHERE id = NEW.wording_id) <> 'reviewed' THEN
        RAISE EXCEPTION 'a draft is shown in a demonstration only'
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_drafts_in_demonstration_only';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.knowledge_figure_checked() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    IF NEW.simulated AND NOT (SELECT demonstration FROM ledger.house) THEN
        RAISE EXCEPTION 'a simulated figure is published in a demonstration only'
            USING ERRCODE = '23514', CONSTRAINT = 'knowledge_simulated_in_demonstration_only';
    END IF;
    RETURN NEW;
END $$;

-- Whatever changes what a visitor sees raises the publication's version, in the same transaction: nobody can forget it.
CREATE FUNCTION public.knowledge_publication_raised() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog
AS $$
BEGIN
    UPDATE knowledge_publication SET version = version + 1, raised_at = ledger.now();
    RETURN NULL;
END $$;
