"""All facts of the dose gate in one statement: one snapshot, one round trip, one JSON text.

The statement only reads; what the facts mean is judged by ``rules.why_not_give``. It runs after the gate's lock, as a
statement of its own, so that it sees every hold, withdrawal or change that was committed before.
"""

# Where the statement starts from: a scanned dose, or a plan whose vials are about to be thawed.
OF_DOSE = """
subject AS (
  SELECT d.id AS dose_id, d.plan_id, d.person, d.lot_id, d.earliest_thaw_at AS thaw_at
    FROM bedside_dose d WHERE d.code = %(dose)s
)"""
OF_PLAN = """
subject AS (
  SELECT NULL::bigint AS dose_id, p.id AS plan_id, p.person, %(lot)s::bigint AS lot_id, ledger.now() AS thaw_at
    FROM plans_plan p WHERE p.code = %(plan)s
)"""

_COMMON = """
, place AS (SELECT coalesce((SELECT s.zone FROM access_site s WHERE s.code = %(site)s), 'UTC') AS zone)
, plan AS (SELECT p.* FROM plans_plan p JOIN subject ON p.id = subject.plan_id)
, up AS (
  SELECT lot_id AS node FROM subject WHERE lot_id IS NOT NULL
   UNION SELECT c.anc FROM lineage_closure c JOIN subject ON c.des = subject.lot_id
)
, leaf AS (
  SELECT %(dose)s::text AS code WHERE %(dose)s <> ''
   UNION ALL SELECT dv.container FROM bedside_dosevial dv JOIN subject ON dv.dose_id = subject.dose_id
   UNION ALL SELECT unnest(%(vials)s::text[])
)
, held AS (
  SELECT h.code, h.reason FROM lineage_hold h
   WHERE h.lifted_entry IS NULL
     AND (h.node_id IN (SELECT node FROM up)
          OR h.leaf IN (SELECT code FROM leaf)
          OR h.unit_id IN (SELECT e.unit_id FROM lineage_exposure e WHERE e.node_id IN (SELECT node FROM up))
          OR h.unit_id IN (SELECT e.unit_id FROM lineage_exposure e
                            WHERE e.leaf <> '' AND e.leaf IN (SELECT code FROM leaf)))
)
"""

_FACTS = """
SELECT jsonb_build_object(
  'now', ledger.now(),
  'demonstration', (SELECT demonstration FROM ledger.house),
  'plan', (SELECT jsonb_build_object('code', p.code, 'person', p.person, 'site', p.site, 'product', p.product,
      'route', p.route, 'version', p.version, 'signed_version', p.signed_version, 'status', p.status,
      'signature_valid', p.signature_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM access_signaturevoid sv WHERE sv.signature_id = p.signature_id),
      'dose_cells', p.dose_cells, 'volume_ml', p.volume_ml, 'rate_ml_min', p.rate_ml_min, 'sessions', p.sessions,
      'zone', p.zone, 'id', p.id,
      'sessions_given', (SELECT count(*) FROM plans_session s WHERE s.plan_id = p.id AND s.started_at IS NOT NULL))
    FROM plan p),
  'numbers', (SELECT jsonb_build_object('product', n.product, 'route', n.route, 'version', n.version,
      'confirmed', n.confirmed_at IS NOT NULL, 'numbers', n.numbers)
    FROM plans_productnumbers n JOIN plan p ON n.product = p.product AND n.route = p.route AND n.site = p.site
   WHERE n.effective_from <= ledger.now() ORDER BY n.confirmed_at IS NULL, n.version DESC LIMIT 1),
  'amendment', (SELECT jsonb_build_object('cells', a.session_ceiling_cells, 'per_kg', a.cells_per_kg_max,
      'first', a.first_signed_by, 'second', a.second_signed_by,
      'before_thaw', a.second_signed_at <= subject.thaw_at)
    FROM plans_planamendment a JOIN plan p ON a.plan_id = p.id AND a.plan_version = p.version CROSS JOIN subject
   WHERE a.second_signed_by IS NOT NULL ORDER BY a.id DESC LIMIT 1),
  'given', (SELECT jsonb_agg(jsonb_build_array(s.started_at, s.cells)) FROM plans_session s JOIN subject
     ON s.person = subject.person WHERE s.started_at IS NOT NULL),
  'basis', (SELECT jsonb_build_object('code', b.code, 'product', b.product, 'route', b.route, 'site', b.site,
      'valid_from', b.valid_from, 'valid_until', b.valid_until, 'withdrawn_at', b.withdrawn_at,
      'signed', NOT EXISTS (SELECT 1 FROM access_signaturevoid sv WHERE sv.signature_id = b.signature_id))
    FROM plans_legalbasis b JOIN plan p ON p.basis_id = b.id),
  'consent', (SELECT jsonb_build_object('code', c.code, 'patient', c.person_signature_id IS NOT NULL,
      'physician', c.physician_signature_id IS NOT NULL, 'withdrawn', c.withdrawn_at IS NOT NULL,
      'conditional', c.covers_conditional)
    FROM plans_treatmentconsent c JOIN plan p ON c.person = p.person AND c.product = p.product AND c.route = p.route
   ORDER BY c.given_at DESC, c.id DESC LIMIT 1),
  'acknowledged', EXISTS (SELECT 1 FROM plans_conditionalacknowledgement k JOIN subject
     ON k.plan_id = subject.plan_id AND k.lot_id = subject.lot_id),
  'fit', (SELECT jsonb_build_object('fit', f.fit, 'signed_at', f.signed_at, 'site', f.site, 'weight_kg', f.weight_kg,
      'signed', f.signature_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM access_signaturevoid sv WHERE sv.signature_id = f.signature_id),
      'today', (f.signed_at AT TIME ZONE place.zone)::date = (ledger.now() AT TIME ZONE place.zone)::date)
    FROM bedside_fittoinfuse f JOIN subject ON f.person = subject.person CROSS JOIN place
   ORDER BY f.signed_at DESC, f.id DESC LIMIT 1),
  'stops', (SELECT jsonb_agg(s.rule || ' (' || s.code || ')') FROM plans_hardstop s JOIN subject
     ON s.person = subject.person WHERE s.closed_at IS NULL),
  'allergies', (SELECT o.allergens FROM people_observation o JOIN people_person pp ON pp.id = o.person_id
     JOIN subject ON pp.code = subject.person WHERE o.kind = 'allergies'
    ORDER BY o.observed_at DESC, o.id DESC LIMIT 1),
  'died', EXISTS (SELECT 1 FROM followup_death x JOIN subject ON x.person = subject.person),
  'tray', (SELECT jsonb_build_object('at', t.checked_at,
      'today', (t.checked_at AT TIME ZONE place.zone)::date = (ledger.now() AT TIME ZONE place.zone)::date)
    FROM bedside_traycheck t CROSS JOIN place WHERE t.site = %(site)s ORDER BY t.checked_at DESC LIMIT 1),
  'lot', (SELECT jsonb_build_object('code', node.code, 'product', l.product, 'expires_at', l.expires_at,
      'state', coalesce((SELECT u.state FROM bank_lotuse u WHERE u.lot_id = l.id AND u.use = 'patient'), 'in_review'),
      'autologous_for', node.autologous_person,
      'residues', (SELECT r.residues FROM plans_residuestatement r WHERE r.lot_id = node.id
                    ORDER BY r.stated_at DESC, r.id DESC LIMIT 1),
      'made_with', to_jsonb(l.residues),
      'holds', (SELECT jsonb_agg(held.code || ' (' || held.reason || ')') FROM held),
      'binding', (SELECT jsonb_agg(br.rule_set) FROM access_boundruleset br JOIN access_site s ON s.id = br.site_id
         WHERE s.code = %(site)s AND br.effective_from <= ledger.now()
           AND (br.effective_until IS NULL OR br.effective_until > ledger.now())),
      'donations', (__DONATIONS__))
    FROM subject JOIN lineage_node node ON node.id = subject.lot_id LEFT JOIN bank_lot l ON l.node_id = node.id)
"""

_DOSE_FACTS = """,
  'dose', (SELECT jsonb_build_object('id', d.id, 'code', d.code, 'status', d.status, 'site', d.site, 'person', d.person,
      'plan_version', d.plan_version, 'session', d.session, 'cells', d.cells, 'volume_ml', d.volume_ml,
      'viability_pct', d.viability_pct, 'dmso_g', d.dmso_g, 'earliest_thaw_at', d.earliest_thaw_at,
      'checked', d.checked_at IS NOT NULL, 'accepted', d.decided_at IS NOT NULL,
      'vials', (SELECT count(*) FROM bedside_dosevial v WHERE v.dose_id = d.id),
      'reserved', (SELECT count(DISTINCT v.id) FROM bedside_dosevial v JOIN bank_container c ON c.code = v.container
           JOIN bank_reservation r ON r.container_id = c.id AND r.state IN ('active', 'used') AND r.patient = d.person
         JOIN plan p ON p.code = r.plan WHERE v.dose_id = d.id))
    FROM bedside_dose d WHERE d.code = %(dose)s),
  'sealed', (SELECT jsonb_build_object('code', pp.code, 'kind', pp.kind, 'site', pp.site,
      'full_name', encode(pp.full_name, 'base64'), 'own_script_name', encode(pp.own_script_name, 'base64'),
      'birth_date', encode(pp.birth_date, 'base64'), 'wrapped', encode(k.wrapped, 'base64'))
    FROM people_person pp JOIN subject ON pp.code = subject.person
    LEFT JOIN people_personkey k ON k.person = pp.code WHERE pp.erased_at IS NULL),
  'used_by', (SELECT i.code FROM bedside_infusion i JOIN subject ON i.dose_id = subject.dose_id),
  'band', (SELECT jsonb_build_object('code', w.code, 'person', w.person, 'print', w.print_number,
      'live', w.dead_at IS NULL) FROM bedside_wristband w
    WHERE w.code = %(band)s AND w.print_number = %(print)s),
  'identity_at', (SELECT max(i.asked_at) FROM bedside_identitycheck i JOIN bedside_wristband w ON w.id = i.wristband_id
    WHERE w.code = %(band)s AND w.print_number = %(print)s AND i.asked_by = %(nurse)s AND i.station = %(station)s)
"""

# The eligibility of every donation above the lot, as the donors room last decided it.
DONATIONS = """SELECT jsonb_agg(jsonb_build_object('code', a.code, 'decision', e.decision,
        'signed', e.signed_at IS NOT NULL, 'by_rule_set', e.verdicts -> 'by_rule_set'))
      FROM up JOIN lineage_node a ON a.id = up.node AND a.kind = 'DD'
      LEFT JOIN donors_donation dd ON dd.node_id = a.id
      LEFT JOIN donors_eligibilitydecision e ON e.donation_id = dd.id AND e.superseded_at IS NULL"""

_PARTS = _FACTS.replace("__DONATIONS__", DONATIONS)
FOR_DOSE = f"WITH {OF_DOSE}{_COMMON}{_PARTS}{_DOSE_FACTS})::text"  # noqa: S608 - constants only
FOR_PLAN = f"WITH {OF_PLAN}{_COMMON}{_PARTS})::text"  # noqa: S608 - constants only
