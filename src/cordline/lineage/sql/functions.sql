-- Lineage's own guards. All are functions of the owner that the application cannot replace or call.

-- A node is born under the act that is open and never changes afterwards.
CREATE FUNCTION lineage_node_born() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM born_rows born
                WHERE born.born_entry IS DISTINCT FROM nullif(current_setting('cordline.entry', true), '')::bigint) THEN
        RAISE EXCEPTION 'a node is born in the act that makes it' USING ERRCODE = 'CL201';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION lineage_never_changes() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    RAISE EXCEPTION 'a row of % never changes', TG_TABLE_NAME USING ERRCODE = 'CL202';
END $$;

-- Edges come at birth, all of a child's in one statement; then the closure grows by exactly their consequences.
-- A parent's own closure is complete by then, since nobody gains a parent after birth: so nothing else is touched,
-- and no lock is needed.
CREATE FUNCTION lineage_edge_born() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    act bigint := nullif(current_setting('cordline.entry', true), '')::bigint;
    wrong record;
BEGIN
    SELECT child.code AS child, parent.code AS parent INTO wrong
      FROM born_rows born
      LEFT JOIN lineage_node child ON child.id = born.child_id
      LEFT JOIN lineage_node parent ON parent.id = born.parent_id
     WHERE child.born_entry IS DISTINCT FROM act OR parent.id IS NULL OR born.struck_entry IS NOT NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the parents of % are given in the act that bore it', wrong.child USING ERRCODE = 'CL203';
    END IF;
    PERFORM 1 FROM born_rows born
      JOIN lineage_edge known ON known.child_id = born.child_id OR known.parent_id = born.child_id
     WHERE NOT EXISTS (SELECT 1 FROM born_rows same WHERE same.id = known.id);
    IF FOUND THEN
        RAISE EXCEPTION 'the parents of a node are given in one statement, before its children' USING ERRCODE = 'CL203';
    END IF;
    SELECT child.code AS child, parent.code AS parent INTO wrong
      FROM born_rows born
      JOIN lineage_node child ON child.id = born.child_id
      JOIN lineage_node parent ON parent.id = born.parent_id
     WHERE child.autologous_person IS DISTINCT FROM parent.autologous_person
       AND NOT (parent.kind = 'DN' AND parent.autologous_person IS NULL
                AND NOT EXISTS (SELECT 1 FROM born_rows other
                                 WHERE other.child_id = born.child_id AND other.parent_id <> born.parent_id))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% and its parent % are not for the same person', wrong.child, wrong.parent
            USING ERRCODE = 'CL204';
    END IF;
    INSERT INTO lineage_closure (anc, kind, des)
    WITH RECURSIVE near(anc, des) AS (
        SELECT parent_id, child_id FROM born_rows
        UNION
        SELECT born.parent_id, near.des FROM near JOIN born_rows born ON born.child_id = near.anc
    )
    SELECT reached.anc, node.kind, reached.des
      FROM (SELECT anc, des FROM near
            UNION
            SELECT known.anc, near.des FROM near JOIN lineage_closure known ON known.des = near.anc) reached
      JOIN lineage_node node ON node.id = reached.des;
    RETURN NULL;
END $$;

-- An edge may be struck once and that strike reviewed once; who came from whom is never rewritten. A reviewed strike
-- takes from the closure what only that edge had carried.
CREATE FUNCTION lineage_edge_struck() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC'
AS $$
DECLARE
    edge record;
BEGIN
    IF EXISTS (
        SELECT 1 FROM before_rows was JOIN after_rows now USING (id)
         WHERE (was.child_id, was.parent_id) IS DISTINCT FROM (now.child_id, now.parent_id)
            OR (was.struck_entry IS NOT NULL AND (was.struck_entry, was.struck_at, was.struck_by, was.strike_reason)
                IS DISTINCT FROM (now.struck_entry, now.struck_at, now.struck_by, now.strike_reason))
            OR (was.reviewed_entry IS NOT NULL
                AND (was.reviewed_entry, was.reviewed_at, was.reviewed_by, was.finding)
                IS DISTINCT FROM (now.reviewed_entry, now.reviewed_at, now.reviewed_by, now.finding))) THEN
        RAISE EXCEPTION 'a descent is struck once and reviewed once, never rewritten' USING ERRCODE = 'CL202';
    END IF;
    FOR edge IN
        SELECT now.child_id FROM before_rows was JOIN after_rows now USING (id)
         WHERE was.reviewed_entry IS NULL AND now.finding = 'confirmed'
    LOOP
        WITH RECURSIVE below(des) AS (
            SELECT edge.child_id UNION SELECT known.des FROM lineage_closure known WHERE known.anc = edge.child_id
        ), standing(des, anc) AS (
            SELECT below.des, up.parent_id FROM below JOIN lineage_edge up ON up.child_id = below.des
             WHERE up.finding <> 'confirmed'
            UNION
            SELECT standing.des, up.parent_id FROM standing JOIN lineage_edge up ON up.child_id = standing.anc
             WHERE up.finding <> 'confirmed'
        )
        DELETE FROM lineage_closure gone USING below
         WHERE gone.des = below.des
           AND NOT EXISTS (SELECT 1 FROM standing WHERE standing.des = gone.des AND standing.anc = gone.anc);
    END LOOP;
    RETURN NULL;
END $$;

-- A hold is lifted once, and nothing else about it is ever rewritten (I7).
CREATE FUNCTION lineage_hold_lifted() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC'
AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM before_rows was JOIN after_rows now USING (id)
         WHERE was.lifted_entry IS NOT NULL OR now.lifted_entry IS NULL
            OR (to_jsonb(was) - '{lifted_entry,lifted_at,lifted_by,lift_reason,signature}'::text[])
               IS DISTINCT FROM (to_jsonb(now) - '{lifted_entry,lifted_at,lifted_by,lift_reason,signature}'::text[])) THEN
        RAISE EXCEPTION 'a hold is lifted once and never rewritten' USING ERRCODE = 'CL202';
    END IF;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION lineage_node_born(), lineage_never_changes(), lineage_edge_born(), lineage_edge_struck(),
    lineage_hold_lifted() FROM PUBLIC;
