"""What would put two vials in one place, promise one twice, give one person's cells to another, or lose a number."""

from tests.saboteurs import Saboteur

RULES_TESTS = ("tests/rules/bank/test_bank_rules.py",)
GUARDS = ("tests/rooms/bank/test_guards.py",)
LIFE = ("tests/rooms/bank/test_life.py",)
SCIENCE = ("tests/rules/lab/test_science.py",)
LAB_RULES = ("tests/rules/lab/test_lab_rules.py",)
LINE = ("tests/rooms/lab/test_line.py",)
RULES = "src/cordline/bank/rules.py"
SELECTORS = "src/cordline/bank/selectors.py"
BANK_SQL = "src/cordline/bank/sql/balance.sql"
LAB_SQL = "src/cordline/lab/sql/balance.sql"
MIGRATION = "src/cordline/bank/migrations/0001_bank.py"

SABOTEURS = [
    Saboteur(
        name="a position may hold two vials in the database",
        breaks="I3",
        file=MIGRATION,
        old="""                    models.OneToOneField(
                        blank=True,""",
        new="""                    models.ForeignKey(
                        blank=True,""",
        tests=GUARDS,
    ),
    Saboteur(
        name="a vial may be stored nowhere",
        breaks="I3",
        file=MIGRATION,
        old='models.Q(("position__isnull", False), ("state__in", ["stored", "checked_out"])),',
        new='models.Q(("state__in", ["stored", "checked_out"])),',
        tests=GUARDS,
    ),
    Saboteur(
        name="placing does not look whether the position is taken",
        breaks="I3",
        file=RULES,
        old="if position.container and position.container != container.code:",
        new="if position.container and position.container == container.code:",
        tests=RULES_TESTS,
    ),
    Saboteur(
        name="one list may name a position twice",
        breaks="I3",
        file=RULES,
        old='reasons += _twice("bank.position_named_twice", "position", [position.path for _, position in pairs])',
        new="reasons += []",
        tests=RULES_TESTS,
    ),
    Saboteur(
        name="a vial may bear two active promises in the database",
        breaks="I8",
        file=MIGRATION,
        old="""                condition=models.Q(("state", "active")),
                fields=("container",),""",
        new="""                condition=models.Q(("state", "active")),
                fields=("container", "plan"),""",
        tests=GUARDS,
    ),
    Saboteur(
        name="a promise does not look for another one",
        breaks="I8",
        file=RULES,
        old="""        if container.reserved_plan:
            reasons.append(
                Refusal("bank.container_reserved", container=container.code, plan=container.reserved_plan)
            )
        reasons += why_not_leave""",
        new="""        reasons += why_not_leave""",
        tests=RULES_TESTS,
    ),
    Saboteur(
        name="any plan may thaw a promised vial",
        breaks="I8",
        file=RULES,
        old="if use == Use.PATIENT and (not plan or container.reserved_plan != plan):",
        new="if use == Use.PATIENT and not plan:",
        tests=LIFE,
    ),
    Saboteur(
        name="too few free vials is no reason",
        breaks="I8",
        file=RULES,
        old="    if free < wanted:",
        new="    if free < 0:",
        tests=LIFE,
    ),
    Saboteur(
        name="one person's cells are promised to anybody",
        breaks="I4",
        file=RULES,
        old="if container.autologous_for and container.autologous_for not in {patient, person}:",
        new="if container.autologous_for and container.autologous_for not in {patient, person, container.autologous_for}:",
        tests=RULES_TESTS,
    ),
    Saboteur(
        name="a promise may deny whose cells it holds",
        breaks="I4",
        file=BANK_SQL,
        old="FOREIGN KEY (container_id, autologous_for) REFERENCES bank_container (id, autologous_for);",
        new="FOREIGN KEY (container_id) REFERENCES bank_container (id);",
        tests=GUARDS,
    ),
    Saboteur(
        name="the database lets a stranger's promise be written",
        breaks="I4",
        file=MIGRATION,
        old="""                    ("autologous_for", ""),
                    ("autologous_for", models.F("patient")),""",
        new="""                    ("autologous_for__gte", ""),
                    ("autologous_for", models.F("patient")),""",
        tests=GUARDS,
    ),
    Saboteur(
        name="a lot may have more vials than were filled",
        breaks="I2",
        file=BANK_SQL,
        old="HAVING count(*) > lot.filled LIMIT 1;",
        new="HAVING count(*) > lot.filled + 1000 LIMIT 1;",
        tests=LINE,
    ),
    Saboteur(
        name="cells may leave a culture without a draw",
        breaks="I2",
        file=LAB_SQL,
        old="HAVING coalesce(sum(draw.cells), 0) <> coalesce",
        new="HAVING coalesce(sum(draw.cells), 0) > coalesce",
        tests=LINE,
    ),
    Saboteur(
        name="more cells are taken than the pool holds",
        breaks="I2",
        file="src/cordline/lab/rules.py",
        old="        if cells > (culture.remaining_cells or 0):",
        new="        if cells > limits.MOST_CELLS:",
        tests=LINE,
    ),
    Saboteur(
        name="viable cells are worked out in binary fractions",
        breaks="I13",
        file="src/cordline/lab/science.py",
        old="    viable = mean * Fraction(tallies.volume_ml)",
        new="    viable = float(live) / len(tallies.replicates[0]) / len(tallies.replicates) * float(tallies.dilution)"
        " * SQUARES_PER_ML * float(tallies.volume_ml)",
        tests=SCIENCE,
    ),
    Saboteur(
        name="eighteen cells are a harvest",
        breaks="I13",
        file="src/cordline/lab/limits.py",
        old="LEAST_CELLS = 1_000\n",
        new="LEAST_CELLS = 1\n",
        tests=LAB_RULES,
    ),
    Saboteur(
        name="a hundred and one per cent may be alive",
        breaks="I13",
        file="src/cordline/lab/rules.py",
        old="if not value.is_finite() or not 0 <= value <= 100:",
        new="if not value.is_finite():",
        tests=LAB_RULES,
    ),
    Saboteur(
        name="a vial may be 101 per cent viable in the database",
        breaks="I13",
        file=MIGRATION,
        old="""                condition=models.Q(("viability_pct__range", (0, 100))),
                name="bank_container_viability_possible",""",
        new="""                condition=models.Q(("viability_pct__range", (-200, 200))),
                name="bank_container_viability_possible",""",
        tests=GUARDS,
    ),
]
