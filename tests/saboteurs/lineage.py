"""What would break descent, a person's own material, or a hold."""

from tests.saboteurs import Saboteur

BIRTHS = ("tests/rooms/lineage/test_births.py",)
HOLDS = ("tests/rooms/lineage/test_holds.py",)
SQL = "src/cordline/lineage/sql/functions.sql"
RULES = "src/cordline/lineage/rules.py"
MIGRATION = "src/cordline/lineage/migrations/0001_lineage.py"

SABOTEURS = [
    Saboteur(
        name="parents may be added after the birth",
        breaks="I2",
        file=SQL,
        old="WHERE child.born_entry IS DISTINCT FROM act OR parent.id IS NULL",
        new="WHERE parent.id IS NULL",
        tests=BIRTHS,
    ),
    Saboteur(
        name="a parent may be younger than its child",
        breaks="I2",
        file=MIGRATION,
        old='condition=models.Q(("parent__lt", models.F("child")))',
        new='condition=models.Q(("parent__lt", models.F("child")), ("id__gt", 0), _connector="OR")',
        tests=BIRTHS,
    ),
    Saboteur(
        name="the closure forgets grandparents",
        breaks="I2",
        file=SQL,
        old="SELECT known.anc, near.des FROM near JOIN lineage_closure known ON known.des = near.anc",
        new="SELECT near.anc, near.des FROM near",
        tests=BIRTHS,
    ),
    Saboteur(
        name="whoever struck a parent may confirm it alone",
        breaks="I2",
        file=RULES,
        old='return [Refusal("lineage.strike_own_review")] if edge.struck_by == by else []',
        new="return []",
        tests=BIRTHS,
    ),
    Saboteur(
        name="the application may write the closure",
        breaks="I2",
        file="src/cordline/config/grants.py",
        old=', "lineage_closure")',
        new=")",
        tests=BIRTHS,
    ),
    Saboteur(
        name="a child may forget whom its parent is for, by SQL",
        breaks="I4",
        file=SQL,
        old="WHERE child.autologous_person IS DISTINCT FROM parent.autologous_person",
        new="WHERE child.autologous_person <> parent.autologous_person AND false",
        tests=BIRTHS,
    ),
    Saboteur(
        name="a child does not inherit its parents' person",
        breaks="I4",
        file=RULES,
        old="return next((p.autologous_person for p in parents if p.autologous_person), autologous_for)",
        new="return autologous_for",
        tests=BIRTHS,
    ),
    Saboteur(
        name="material of two persons may be mixed",
        breaks="I4",
        file=RULES,
        old="if other.autologous_person != first.autologous_person:",
        new="if other is first:",
        tests=BIRTHS,
    ),
    Saboteur(
        name="holds of ancestors are not looked for",
        breaks="I7",
        file="src/cordline/lineage/selectors.py",
        old="SELECT des, anc, 'ancestor' FROM lineage_closure WHERE des = ANY(%(nodes)s)",
        new="SELECT des, anc, 'ancestor' FROM lineage_closure WHERE des = ANY(%(nodes)s) AND false",
        tests=HOLDS,
    ),
    Saboteur(
        name="a hold takes the gate together with those who give leave",
        breaks="I7",
        file="src/cordline/lineage/verbs.py",
        old="    Role.TECHNICIAN,\n    gate=Gate.EXCLUSIVE,",
        new="    Role.TECHNICIAN,\n    gate=Gate.SHARED,",
        tests=HOLDS,
    ),
    Saboteur(
        name="nobody notices that a hold is lifted by its placer",
        breaks="I7",
        file=RULES,
        old="elif hold.placed_by == by:",
        new="elif hold.placed_by == by and not hold.code:",
        tests=HOLDS,
    ),
    Saboteur(
        name="a lift may be taken back or lifted again",
        breaks="I7",
        file=SQL,
        old="WHERE was.lifted_entry IS NOT NULL OR now.lifted_entry IS NULL",
        new="WHERE false",
        tests=HOLDS,
    ),
    Saboteur(
        name="what a hold says may be rewritten when it is lifted",
        breaks="I7",
        file=SQL,
        old="            OR (to_jsonb(was) - '{lifted_entry,lifted_at,lifted_by,lift_reason,signature}'::text[])\n"
        "               IS DISTINCT FROM (to_jsonb(now) - "
        "'{lifted_entry,lifted_at,lifted_by,lift_reason,signature}'::text[])) THEN",
        new="        ) THEN",
        tests=HOLDS,
    ),
    Saboteur(
        name="what touched the material does not matter",
        breaks="I7",
        file="src/cordline/lineage/selectors.py",
        old="WHERE hold.lifted_entry IS NULL AND hold.unit_id IS NOT NULL\nUNION ALL",
        new="WHERE hold.lifted_entry IS NULL AND hold.unit_id IS NOT NULL AND false\nUNION ALL",
        tests=HOLDS,
    ),
]
